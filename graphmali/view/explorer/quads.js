// What sigma's programs draw, written out vertex by vertex and sent once.
//
// sigma's own instances are one small picture each to a machine without a graphics card, and it sends all that it
// draws anew for each picture; moving the plan changes nothing of it.

// A program class of sigma that does neither. The last attribute is the corner of each vertex.
export const spelledOut = (Program) => class extends Program {
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
  spell(start, values, corners) {
    const { array, ATTRIBUTES_ITEMS_COUNT: size } = this;
    array.set(values, start);
    corners.forEach(([x, y], vertex) => {
      const at = start + vertex * size;
      if (vertex) array.copyWithin(at, start, start + size - 2);
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
