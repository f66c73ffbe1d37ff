// node peer.mjs FILE SECONDS: what HiGHS reaches on the model of FILE.
import { readFileSync } from "node:fs";
import highs from "highs";
import { model } from "./model.mjs";

const [file, seconds] = process.argv.slice(2);
if (!file || !(Number(seconds) > 0)) {
  console.error("usage: node peer.mjs FILE SECONDS");
  process.exit(2);
}
const began = Date.now();
const lines = [];
const keep = text => lines.push(text);
const solver = await highs({ print: keep, printErr: keep });
try {
  const result = solver.solve(model(JSON.parse(readFileSync(file, "utf8"))),
    { time_limit: Number(seconds), mip_rel_gap: 0, mip_abs_gap: 0.5, output_flag: true, log_to_console: true });
  const bound = lines.map(l => /Dual bound\s+(\S+)/.exec(l)?.[1]).find(x => x);
  console.log(`HiGHS: ${result.Status}, objective ${Math.round(result.ObjectiveValue)}, bound ${bound ?? "not said"}, ` +
    `${((Date.now() - began) / 1000).toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} catch (error) {
  const said = lines.filter(l => /bound|ERROR/i.test(l)).slice(-3).join("; ");
  console.log(`HiGHS: gave up after ${((Date.now() - began) / 1000).toFixed(1)} s: ${error.message}. ${said}`);
}
