import { explore } from "./explorer.js"; window.explorer=explore;
