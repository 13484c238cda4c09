import { draw } from "./drawing-vis.js";
import { explore } from "./explorer.js";

window.explorer = explore(draw);
