// node assignment.mjs CLASS AGENTS JOBS SEED: a generalised assignment problem
// by the published recipes of classes C and D, as an instance of the planner
// (agents are sessions, jobs are people). The cost of a plan is the top named
// in the scenario less its objective.
const [kind, agents, jobs, seed] = [process.argv[2], ...process.argv.slice(3).map(Number)];
if (!"CD".includes(kind) || !(agents > 0) || !(jobs > 0)) {
  console.error("usage: node assignment.mjs C|D AGENTS JOBS SEED");
  process.exit(2);
}
let state = (seed || 1) >>> 0;
// draw is mulberry32, for the same file from the same seed everywhere.
const draw = (lo, hi) => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return lo + Math.floor(((t ^ (t >>> 14)) >>> 0) / 2 ** 32 * (hi - lo + 1));
};
const each = (n, f) => Array.from({ length: n }, (_, k) => f(k));
const size = each(agents, () => each(jobs, () => kind === "C" ? draw(5, 25) : draw(1, 100)));
const cost = each(agents, a => each(jobs, j => kind === "C" ? draw(10, 50) : 111 - size[a][j] + draw(-10, 10)));
const above = 1 + Math.max(...cost.flat());
const sessions = each(agents, a => ({ act: a, day: 0, start: 600, end: 700, units: 1, places: jobs, load: 1, staff_cost: 0, outcomes: 0,
  staff_max: Math.floor(0.8 * size[a].reduce((x, y) => x + y, 0) / agents) }));
const people = each(jobs, j => ({ min: 1, max: 1, budget: 0, must: [], theta: 0, x: j % 10, y: Math.floor(j / 10), cur: [],
  opts: each(agents, a => ({ s: a, u: above - cost[a][j], price: 0, w: size[a][j], t: -1 })) }));
console.log(JSON.stringify({ name: `assignment-${kind}-${agents}-${jobs}-s${seed}`, seed, scenario: `top ${above * jobs}`,
  weights: { must: 0, short: above * (jobs + 1), fair: 0 }, max_per_day: 1, max_per_act: 1, gap: 0, sessions, people, friends: [], transport: [] }));
