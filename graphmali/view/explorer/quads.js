// What sigma's programs draw, written out vertex by vertex and sent once.
//
// sigma's own instances are one small picture each to a machine without a graphics card, and it sends all that it
// draws anew for each picture; moving the plan changes nothing of it.

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

export const number = (name, size = 1) => ({ name, size, type: FLOAT });
export const bytes = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });

// A program class of sigma that does neither: triangles with these corners, an item's attributes in each.
export const spelledOut = (Program, { vertex, fragment, attributes, corners }) => class extends Program {
  getDefinition() {
    return {
      VERTICES: corners.length,
      VERTEX_SHADER_SOURCE: vertex,
      FRAGMENT_SHADER_SOURCE: fragment,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
      ATTRIBUTES: [...attributes, number("a_corner", 2)],
    };
  }

  setUniforms({ matrix, sizeRatio, correctionRatio }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
  }

  // Changes when what is drawn does.
  version = 0;

  process(...item) {
    this.version += 1;
    super.process(...item);
  }

  reallocate(capacity) {
    this.version += 1;
    super.reallocate(capacity);
  }

  // The values of one item for each of the corners.
  spell(start, values) {
    const { array, ATTRIBUTES_ITEMS_COUNT: size } = this;
    array.set(values, start);
    corners.forEach(([x, y], place) => {
      const at = start + place * size;
      if (place) array.copyWithin(at, start, start + size - 2);
      array[at + size - 2] = x;
      array[at + size - 1] = y;
    });
  }

  bindProgram(info) {
    const { gl, buffer } = info;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    if (info.version !== this.version) gl.bufferData(gl.ARRAY_BUFFER, this.array, gl.STATIC_DRAW);
    info.version = this.version;
    let offset = 0;
    for (const attribute of this.ATTRIBUTES) offset += this.bindAttribute(attribute, info, offset);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  }
};
