// An actor as sigma draws it, in the shape of its kind.

import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { bytes, number, spelledOut } from "./quads.js";

const SOURCE = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
const float bias = 255.0 / 254.0;

void main() {
  float pixel = 2.0 * u_correctionRatio;
  v_radius = a_size / u_sizeRatio;
  v_at = a_corner * (v_radius + 1.0);
  v_shape = a_shape;
  gl_Position = vec4((u_matrix * vec3(a_position + v_at * pixel, 1.0)).xy, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// How far outside the shape a point is, in pixels.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;

void main() {
  vec2 p = abs(v_at);
  float shape = floor(v_shape + 0.5);
  float outside = length(v_at) - v_radius;
  if (shape == 1.0) outside = max(-v_at.y - 0.8 * v_radius, p.x * 0.88 + v_at.y * 0.47 - 0.47 * v_radius);
  if (shape == 2.0) outside = max(p.x, p.y) - 0.85 * v_radius;
  if (shape == 3.0) outside = (p.x + p.y - v_radius) * 0.7071;
  if (shape == 4.0) outside = max(p.y - 0.866 * v_radius, p.x * 0.866 + p.y * 0.5 - 0.866 * v_radius);
  float cover = clamp(0.5 - outside, 0.0, 1.0);
  #ifdef PICKING_MODE
  if (cover < 0.5) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = mix(vec4(0.0), v_color, cover);
  #endif
}`;

// A triangle around a circle that has the corners of the largest shape, the square, in it.
const CORNERS = [[0, 2.5], [2.165, -1.25], [-2.165, -1.25]];
const SHAPES = ["dot", "triangle", "square", "diamond", "hexagon"];

const DRAWN = {
  vertex: SOURCE,
  fragment: FRAGMENT,
  attributes: [
    number("a_position", 2), number("a_size"), number("a_shape"), bytes("a_color"), bytes("a_id"),
  ],
  corners: CORNERS,
};

export class MarkProgram extends spelledOut(NodeProgram, DRAWN) {
  processVisibleItem(index, start, data) {
    this.spell(start, [data.x, data.y, data.size, SHAPES.indexOf(data.shape), floatColor(data.color), index]);
  }
}
