import { draw as onCanvas } from "./drawing-canvas.js";
import { draw as onWebGL } from "./drawing-sigma.js";
import { explore } from "./explorer.js";

const webgl = ["webgl2", "webgl"].some((name) => document.createElement("canvas").getContext(name));
window.explorer = explore(webgl ? onWebGL : onCanvas);
