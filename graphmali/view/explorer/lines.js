// A tie as sigma draws it: a straight line that is solid, dashed or dotted, with an arrow's head; contested, a diamond.

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { bytes, number, spelledOut } from "./quads.js";

// A line is no wider than what is seen of it, and its head stands by itself (corners from 2 on): thousands of long
// lines are most of the work. What is thinner than a line can be is paler. v_line is the place in the dashes and the
// share of them that is seen, how far from the middle, and how far the line reaches from there, in pixels.
const SOURCE = `
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_width;
attribute float a_radius;
attribute float a_aside;
attribute float a_directed;
attribute vec2 a_dash;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_line;
#ifdef CONTESTED
varying vec2 v_diamond;
#endif
const float bias = 255.0 / 254.0;

void main() {
  float pixel = 2.0 * u_correctionRatio;
  float width = a_width / u_sizeRatio;
  float seen = min(width / 0.7, 1.0);
  float reach = max(width, 0.7) / 2.0;
  float span = max(0.0, distance(a_start, a_end) / pixel - a_radius / u_sizeRatio);
  float head = a_directed * min(6.0 * seen + 2.0 * reach, span);
  float around = reach + 0.5;
  #ifdef CONTESTED
  around += 5.0;
  #endif
  vec2 at = vec2(a_corner.x * (span - head), a_corner.y * around);
  float on = a_dash.y;
  if (a_corner.x >= 2.0) {
    // One pixel more on every side, where the edge is soft.
    float beyond = a_corner.x - 2.0;
    at = vec2(span - head + beyond * (head + 1.0), a_directed * a_corner.y * (reach + 1.0 + 2.5 * seen));
    reach = (reach + 2.5 * seen) * (1.0 - beyond * (head + 1.0) / max(head, 1.0));
    on = 2.0;
  }
  v_line = vec4(at.x / a_dash.x, on, at.y, reach);
  #ifdef CONTESTED
  v_diamond = a_corner.x >= 2.0 ? vec2(0.0, -1.0) : vec2(at.x - span / 2.0, reach + 5.0);
  #endif
  vec2 along = normalize(a_end - a_start + vec2(1e-9, 0.0));
  vec2 across = vec2(-along.y, along.x);
  gl_Position = vec4((u_matrix * vec3(a_start + (along * at.x + across * (at.y + a_aside)) * pixel, 1.0)).xy, 0.0, 1.0);
  v_color = a_color * vec4(1.0, 1.0, 1.0, bias) * seen;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_line;
#ifdef CONTESTED
varying vec2 v_diamond;
#endif

void main() {
  float reach = fract(v_line.x) > v_line.y ? -1.0 : v_line.w;
  #ifdef CONTESTED
  reach = max(reach, v_diamond.y - abs(v_diamond.x));
  #endif
  gl_FragColor = v_color * clamp(reach - abs(v_line.z) + 0.5, 0.0, 1.0);
}`;

const DASHES = { 1: [1, 2], 0: [6, 1 / 3], "-1": [14, 9 / 14] }; // pixels until it comes again, and the share that is seen
const CORNERS = [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1], [2, 1], [2, -1], [3, 0]];
const ASIDE = 32; // pixels for a bend of 1

export const asideOf = (bend) => bend * ASIDE;

const DRAWN = {
  vertex: SOURCE,
  fragment: FRAGMENT,
  attributes: [
    number("a_start", 2), number("a_end", 2), number("a_width"), number("a_radius"), number("a_aside"),
    number("a_directed"), number("a_dash", 2), bytes("a_color"),
  ],
  corners: CORNERS,
};

export class LineProgram extends spelledOut(EdgeProgram, DRAWN) {
  // Nothing asks sigma which edge is under the pointer, so that the index is not needed.
  processVisibleItem(_, start, source, target, data) {
    this.spell(start, [source.x, source.y, target.x, target.y, data.size, data.directed ? target.size : 0,
      asideOf(data.bend), Number(data.directed), ...DASHES[data.sign], floatColor(data.color)]);
  }
}

export class ContestedProgram extends LineProgram {
  getDefinition() {
    const drawn = super.getDefinition();
    const contested = (source) => `#define CONTESTED\n${source}`;
    return { ...drawn, VERTEX_SHADER_SOURCE: contested(SOURCE), FRAGMENT_SHADER_SOURCE: contested(FRAGMENT) };
  }
}
