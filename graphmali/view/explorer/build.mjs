// Bundles the page's scripts: `npm ci && npm run build`, or `make view`. A folder to write to may be named.

import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const own = (name) => fileURLToPath(new URL(name, import.meta.url));
const shared = {
  absWorkingDir: own("."),
  outdir: process.argv[2] ?? own("../bundle"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "inline",
  logLevel: "warning",
};

await build({ ...shared, entryPoints: [{ in: "main-vis.js", out: "explorer-vis" }] });
// What is in every page has its licence in every page.
const banner = { js: readFileSync(own("licences.txt"), "utf8").trim() };
await build({ ...shared, banner, entryPoints: [{ in: "main-sigma.js", out: "explorer-sigma" }] });
