// Writes an instance of the planner as an integer program in CPLEX LP form.
// It is made from the written model alone and shares nothing with the engine.

export function model(file) {
  const goal = [], rows = [], binary = [], whole = [], bounds = [];
  const sum = terms => terms.map(([c, v]) => `${c < 0 ? "-" : "+"} ${Math.abs(c)} ${v}`).join("\n ");
  const row = (terms, sense, right) => { if (terms.length) rows.push(`${sum(terms)} ${sense} ${right}`); };
  const takers = file.sessions.map(() => []), rides = (file.transport ?? []).map(() => []);
  const open = file.people.map(() => new Set());
  const clash = (a, b) => a.day === b.day && a.start < b.end + file.gap && b.start < a.end + file.gap;

  const person = (p, i) => {
    const x = s => `x${i}_${s}`;
    const by = (key, list = p.opts) => {
      const groups = new Map();
      for (const o of list) {
        const k = key(file.sessions[o.s]);
        groups.set(k, [...(groups.get(k) ?? []), o]);
      }
      return groups.values();
    };
    for (const o of p.opts) {
      binary.push(x(o.s));
      open[i].add(o.s);
      takers[o.s].push([x(o.s), o.w]);
      if (o.t >= 0) rides[o.t].push([1, x(o.s)]);
      if (o.u) goal.push([o.u, x(o.s)]);
    }
    p.opts.forEach((o, k) => {
      for (const q of p.opts.slice(0, k)) {
        if (clash(file.sessions[o.s], file.sessions[q.s])) row([[1, x(o.s)], [1, x(q.s)]], "<=", 1);
      }
    });
    for (const day of by(s => s.day)) row(day.map(o => [1, x(o.s)]), "<=", file.max_per_day);
    const halves = p.opts.filter(o => file.sessions[o.s].units === 1);
    for (const act of by(s => s.act, halves)) {
      if (act.length > file.max_per_act) row(act.map(o => [1, x(o.s)]), "<=", file.max_per_act);
    }
    const units = p.opts.map(o => [file.sessions[o.s].units, x(o.s)]);
    row(units, "<=", p.max);
    row(p.opts.map(o => [o.price, x(o.s)]).filter(t => t[0]), "<=", p.budget);
    goal.push([-file.weights.short, `d${i}`], [-file.weights.fair, `f${i}`]);
    row([...units, [1, `d${i}`]], ">=", p.min);
    row([...p.opts.map(o => [o.u, x(o.s)]).filter(t => t[0]), [1, `f${i}`]], ">=", p.theta);
    for (const m of p.must ?? []) {
      goal.push([-file.weights.must, `m${i}_${m}`]);
      const covers = p.opts.filter(o => Math.floor((file.sessions[o.s].outcomes ?? 0) / 2 ** m) % 2 === 1);
      row([...covers.map(o => [1, x(o.s)]), [1, `m${i}_${m}`]], ">=", 1);
    }
  };

  file.people.forEach(person);
  file.sessions.forEach((s, n) => {
    row(takers[n].map(([v]) => [1, v]), "<=", s.places);
    const load = takers[n].filter(([, w]) => w).map(([v, w]) => [w, v]);
    if (!s.staff_cost) return row(load, "<=", s.staff_max * s.load);
    whole.push(`n${n}`);
    bounds.push(`0 <= n${n} <= ${s.staff_max}`);
    goal.push([-s.staff_cost, `n${n}`]);
    row([...load, [-s.load, `n${n}`]], "<=", 0);
  });
  (file.transport ?? []).forEach((t, n) => row(rides[n], "<=", t.cap));
  (file.friends ?? []).forEach((f, e) => {
    const meet = [...open[f.p]].filter(s => open[f.q].has(s));
    for (const s of meet) {
      const y = `y${e}_${s}`;
      goal.push([f.w, y]);
      row([[1, y], [-1, `x${f.p}_${s}`]], "<=", 0);
      row([[1, y], [-1, `x${f.q}_${s}`]], "<=", 0);
    }
    row(meet.map(s => [1, `y${e}_${s}`]), "<=", f.t);
  });
  return ["Maximize", " obj: " + sum(goal.filter(t => t[0])), "Subject To",
    ...rows.map((r, k) => ` r${k}: ${r}`), "Bounds", ...bounds.map(b => " " + b),
    "Binary", ...binary.map(v => " " + v), "General", ...whole.map(v => " " + v), "End", ""].join("\n");
}
