// Bundles the page's scripts: `npm ci && npm run build`, or `make view`. A folder to write to may be named.

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const outdir = process.argv[2] ?? fileURLToPath(new URL("../bundle", import.meta.url));

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [{ in: "main-vis.js", out: "explorer-vis" }, { in: "main-sigma.js", out: "explorer-sigma" }],
  outdir,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "inline",
  logLevel: "warning",
});
