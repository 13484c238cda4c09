// A tie as sigma draws it: a straight line that is solid, dashed or dotted, with an arrow's head or a diamond.

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const SOURCE = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_width;
attribute float a_radius;
attribute float a_aside;
attribute float a_style;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minimum;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying float v_width;
varying float v_style;
const float bias = 255.0 / 254.0;

void main() {
  float pixel = 2.0 * u_correctionRatio;
  v_width = max(a_width / u_sizeRatio, u_minimum);
  v_length = max(0.0, distance(a_start, a_end) / pixel - a_radius / u_sizeRatio);
  vec2 along = normalize(a_end - a_start + vec2(1e-9, 0.0));
  vec2 across = vec2(-along.y, along.x);
  v_at = vec2(a_corner.x * v_length, a_corner.y * (v_width + 6.0));
  gl_Position = vec4((u_matrix * vec3(a_start + (along * v_at.x + across * (v_at.y + a_aside)) * pixel, 1.0)).xy, 0.0, 1.0);
  v_style = a_style;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

// The style is a number: 0 solid, 1 dotted, 2 dashed; with 4 for an arrow's head, 8 for a diamond.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying float v_width;
varying float v_style;

void main() {
  float style = floor(v_style + 0.5);
  bool contested = style >= 8.0;
  style -= contested ? 8.0 : 0.0;
  bool arrow = style >= 4.0;
  style -= arrow ? 4.0 : 0.0;
  float reach = v_width / 2.0;
  if (style == 1.0 && mod(v_at.x, 6.0) > 2.0) reach = -1.0;
  if (style == 2.0 && mod(v_at.x, 14.0) > 9.0) reach = -1.0;
  float left = v_length - v_at.x;
  float head = 6.0 + v_width;
  if (arrow && left < head) reach = left / head * (2.5 + v_width / 2.0);
  if (contested) reach = max(reach, 5.0 + v_width / 2.0 - abs(v_at.x - v_length / 2.0));
  float cover = clamp(reach - abs(v_at.y) + 0.5, 0.0, 1.0);
  #ifdef PICKING_MODE
  if (cover < 0.5) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = mix(vec4(0.0), v_color, cover);
  #endif
}`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const STYLES = { 1: 0, 0: 1, "-1": 2 };
const ASIDE = 32; // pixels for a bend of 1

export const asideOf = (bend) => bend * ASIDE;

export class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: SOURCE,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_minimum"],
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_radius", size: 1, type: FLOAT },
        { name: "a_aside", size: 1, type: FLOAT },
        { name: "a_style", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(index, start, source, target, data) {
    const { array } = this;
    const style = STYLES[data.sign] + (data.directed ? 4 : 0) + (data.contested ? 8 : 0);
    array.set([source.x, source.y, target.x, target.y, data.size, data.directed ? target.size : 0,
      asideOf(data.bend), style, floatColor(data.color), index], start);
  }

  setUniforms({ matrix, sizeRatio, correctionRatio, minEdgeThickness }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform1f(uniformLocations.u_minimum, minEdgeThickness);
  }
}
