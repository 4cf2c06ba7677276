//! Small random scenarios, as text, that use every feature of the format.
//!
//! A scenario depends on its number and on [`Wish`] alone. Numbers are drawn from short lists, so that ties, certain
//! and impossible chances, and clamping at both ends of a track are common.

use std::fmt::Write;

/// What a scenario should be like; what is left open is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wish {
    /// No `foresight`.
    pub(crate) short_sighted: bool,
    /// Actors without private types.
    pub(crate) single_types: bool,
    /// Every actor plays `equilibrium`, without noise.
    pub(crate) equilibrium: bool,
    /// λ times payoffs so small that a logit equilibrium can be found by plain iteration.
    pub(crate) gentle: bool,
}

/// Marsaglia's xorshift64*, after a scramble: enough for drawing tests, and the same for all time.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.roll(2));
        dice
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides as u64) as usize
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, times: usize) -> bool {
        self.roll(100) < times
    }

    /// A number from 0 up to 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.roll(1 << 30) as f64 / f64::from(1 << 30)
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }

    pub(crate) fn number(&mut self, from: &[f64]) -> f64 {
        from[self.roll(from.len())]
    }
}

struct Track {
    id: &'static str,
    low: i32,
    size: usize,
    named: bool,
}

struct Actor {
    id: &'static str,
    moves: usize,
}

/// Writes random scenarios.
struct Writer {
    dice: Dice,
    wish: Wish,
    tracks: Vec<Track>,
    actors: Vec<Actor>,
    rounds: usize,
    /// Ids of effects so far.
    effects: Vec<String>,
    /// Actor, move and id of the effects of moves.
    of_moves: Vec<(usize, usize, String)>,
}

const MOVES: [&str; 3] = ["stay", "give", "push"];
const STANCES: [&str; 3] = ["concede", "hold", "escalate"];
const OUTCOMES: [&str; 4] = ["deal", "calm", "war", "end"];

/// The text of a scenario.
pub(crate) fn scenario(number: u64, wish: Wish) -> String {
    let mut dice = Dice::new(number + 1);
    let rounds = 1 + dice.roll(5);
    let ids = ["tension", "talks", "arms"];
    let tracks: Vec<Track> = (0..dice.roll(5).div_ceil(2) + dice.roll(2))
        .map(|t| Track {
            id: ids[t],
            low: dice.roll(4) as i32 - 2,
            size: 2 + dice.roll(2) + usize::from(t == 0),
            named: dice.percent(40),
        })
        .collect();
    let count = if dice.percent(25) { 3 } else { 2 };
    let most = if count == 3 { 2 } else { 3 };
    let actors: Vec<Actor> = ["ally", "rival", "third"]
        .into_iter()
        .take(count)
        .map(|id| Actor { id, moves: 1 + dice.roll(most) })
        .collect();
    Writer { dice, wish, tracks, actors, rounds, effects: Vec::new(), of_moves: Vec::new() }.write()
}

impl Writer {
    fn write(mut self) -> String {
        let mut head = format!("title = \"A random standoff\"\nrounds = {}\n", self.rounds);
        let foresight = !self.wish.short_sighted && self.dice.percent(35);
        if foresight {
            writeln!(head, "foresight = {}", 1 + self.dice.roll(3)).unwrap();
        }
        for track in &self.tracks {
            let Track { id, low, size, named } = *track;
            let high = low + size as i32 - 1;
            let start = low + self.dice.roll(size) as i32;
            write!(head, "[track.{id}]\nrange = [{low}, {high}]\nstart = {start}\n").unwrap();
            if named {
                let names: Vec<String> = (0..size)
                    .map(|level| if level == 1 { "\"\"".into() } else { format!("\"level-{level}\"") })
                    .collect();
                writeln!(head, "levels = [{}]", names.join(", ")).unwrap();
            }
        }
        // Effects first: payoffs name them.
        let rules: Vec<String> = (0..self.dice.roll(4)).map(|_| self.effect(0)).collect();
        let bodies: Vec<Vec<String>> = (0..self.actors.len()).map(|actor| self.move_bodies(actor)).collect();
        let types: Vec<Vec<String>> = (0..self.actors.len()).map(|actor| self.types(actor)).collect();
        let mut text = head;
        for actor in 0..self.actors.len() {
            self.actor(&mut text, actor, foresight, &bodies[actor]);
            for body in &types[actor] {
                text.push_str(body);
            }
        }
        if !rules.is_empty() {
            writeln!(text, "[[rule]]\n{}", rules.join("\n[[rule]]\n")).unwrap();
        }
        self.outcomes(&mut text);
        text
    }

    // Moves and types.

    fn move_bodies(&mut self, actor: usize) -> Vec<String> {
        let mut bodies = Vec::new();
        for index in 0..self.actors[actor].moves {
            let (body, ids) = self.move_body(index);
            bodies.push(body);
            self.of_moves.extend(ids.into_iter().map(|id| (actor, index, id)));
        }
        bodies
    }

    /// The body of a move, and the ids of its effects.
    fn move_body(&mut self, index: usize) -> (String, Vec<String>) {
        let mut ids = Vec::new();
        let mut body = String::new();
        if self.dice.percent(75) {
            writeln!(body, "stance = \"{}\"", self.dice.pick(&STANCES)).unwrap();
        }
        if self.dice.percent(30) {
            writeln!(body, "weight = {}", self.dice.number(&[0.5, 2.0, 3.0])).unwrap();
        }
        // The first move is always there.
        if index > 0 && self.dice.percent(35) {
            writeln!(body, "when = [{}]", self.conditions(1, false)).unwrap();
        }
        if self.dice.percent(60) {
            let effects: Vec<String> = (0..1 + self.dice.roll(2)).map(|_| self.inline_effect(0)).collect();
            let id = |effect: &String| effect.strip_prefix("{ id = \"")?.split('"').next().map(str::to_owned);
            ids.extend(effects.iter().filter_map(id));
            writeln!(body, "effects = [{}]", effects.join(", ")).unwrap();
        }
        (body, ids)
    }

    fn types(&mut self, actor: usize) -> Vec<String> {
        let count = if self.wish.single_types { self.dice.roll(2) } else { self.dice.roll(4) };
        let count = if self.actors.len() == 3 { count.min(2) } else { count };
        let priors: &[&str] = match count {
            1 => &["1"],
            2 => [&["0.25", "0.75"], &["0.5", "0.5"]][self.dice.roll(2)],
            3 => &["0.2", "0.3", "0.5"],
            _ => &[],
        };
        (0..count).map(|kind| self.kind(actor, kind, priors[kind])).collect()
    }

    fn kind(&mut self, actor: usize, kind: usize, prior: &str) -> String {
        let (id, moves) = (self.actors[actor].id, self.actors[actor].moves);
        let at = format!("actor.{id}.type.t{kind}");
        let mut text = format!("[{at}]\nprior = {prior}\n");
        if self.dice.percent(30) {
            writeln!(text, "rationality = {}", self.rationality()).unwrap();
        }
        if self.dice.percent(25) {
            writeln!(text, "discount = {}", self.dice.number(&[0.5, 0.8, 0.95])).unwrap();
        }
        if !self.wish.equilibrium && self.dice.percent(40) {
            writeln!(text, "strategy = {}", self.strategy(actor)).unwrap();
        }
        if moves > 1 && self.dice.percent(15) {
            writeln!(text, "remove = [\"move.{}\"]", MOVES[moves - 1]).unwrap();
        } else if let Some((_, index, id)) = self.of_moves.iter().find(|of| of.0 == actor).cloned()
            && self.dice.percent(40)
        {
            // An effect with an id is laid over the one of that id.
            let chance = self.chance();
            let body = format!("effects = [{{ id = \"{id}\", chance = {chance} }}]");
            write!(text, "[{at}.move.{}]\n{body}\n", MOVES[index]).unwrap();
        } else if self.dice.percent(50) {
            // What the overlay does not say stays as it is; an effect without an id replaces the whole list.
            let index = self.dice.roll(moves);
            let (body, _) = self.move_body(index);
            if !body.is_empty() {
                write!(text, "[{at}.move.{}]\n{body}", MOVES[index]).unwrap();
            }
        }
        if self.dice.percent(60) {
            writeln!(text, "[{at}.payoff]").unwrap();
            let index = self.dice.roll(moves);
            writeln!(text, "move.{} = {}", MOVES[index], self.worth()).unwrap();
            writeln!(text, "outcome.{} = {}", self.dice.pick(&OUTCOMES), self.worth()).unwrap();
            self.track_payoffs(&mut text);
        }
        text
    }

    fn actor(&mut self, text: &mut String, actor: usize, foresight: bool, bodies: &[String]) {
        let id = self.actors[actor].id;
        writeln!(text, "[actor.{id}]").unwrap();
        let discounts: &[f64] = if foresight { &[0.5, 0.9] } else { &[0.5, 0.9, 1.0, 1.0] };
        writeln!(text, "discount = {}", self.dice.number(discounts)).unwrap();
        writeln!(text, "rationality = {}", self.rationality()).unwrap();
        let strategy =
            if self.wish.equilibrium { "\"equilibrium\"".to_owned() } else { self.strategy(actor) };
        writeln!(text, "strategy = {strategy}").unwrap();
        writeln!(text, "[actor.{id}.payoff]").unwrap();
        if self.dice.percent(60) {
            writeln!(text, "round = {}", self.worth()).unwrap();
        }
        self.track_payoffs(text);
        for (index, name) in MOVES.into_iter().enumerate().take(bodies.len()) {
            if self.dice.percent(50) {
                writeln!(text, "move.{name} = {}", self.worth()).unwrap();
            }
            for other in 0..self.actors.len() {
                if other != actor && self.dice.percent(50) {
                    let theirs = MOVES[self.dice.roll(self.actors[other].moves)];
                    let other = self.actors[other].id;
                    writeln!(text, "against.{other}.{} = {{ {theirs} = {} }}", MOVES[index], self.worth())
                        .unwrap();
                }
            }
        }
        for effect in self.effects.clone() {
            if self.dice.percent(50) {
                writeln!(text, "rule.{effect} = {}", self.worth()).unwrap();
            }
        }
        for outcome in OUTCOMES {
            if self.dice.percent(60) {
                writeln!(text, "outcome.{outcome} = {}", self.worth()).unwrap();
            }
        }
        for (name, body) in MOVES.iter().zip(bodies) {
            write!(text, "[actor.{id}.move.{name}]\n{body}").unwrap();
        }
    }

    fn track_payoffs(&mut self, text: &mut String) {
        for track in 0..self.tracks.len() {
            let Track { id, size, .. } = self.tracks[track];
            if self.dice.percent(30) {
                writeln!(text, "track.{id} = {}", self.dice.number(&[-0.5, 0.25, 1.0])).unwrap();
            } else if self.dice.percent(30) {
                writeln!(text, "track.{id} = [{}]", self.list(size, &[-1.0, 0.0, 0.5, 2.0])).unwrap();
            }
        }
    }

    fn rationality(&mut self) -> f64 {
        if self.wish.gentle {
            return self.dice.number(&[0.0, 0.02, 0.05]);
        }
        self.dice.number(&[0.0, 0.3, 1.0, 1.0, 2.5, 8.0])
    }

    // Effects, conditions and amounts.

    /// The lines of an effect.
    fn effect_lines(&mut self, depth: usize) -> Vec<String> {
        let mut lines = Vec::new();
        if self.dice.percent(50) {
            lines.push(format!("id = \"{}\"", self.new_id()));
        }
        if self.dice.percent(70) {
            let count = 1 + self.dice.roll(2);
            lines.push(format!("when = [{}]", self.conditions(count, true)));
        }
        let uncertain = self.dice.percent(75);
        if uncertain {
            lines.push(format!("chance = {}", self.chance()));
        }
        let mut changes = 0;
        if !self.tracks.is_empty() && self.dice.percent(30) {
            let Track { id, low, size, .. } = self.tracks[self.dice.roll(self.tracks.len())];
            lines.push(format!("set = {{ {id} = {} }}", low + self.dice.roll(size) as i32));
            changes += 1;
        }
        if !self.tracks.is_empty() && self.dice.percent(70) {
            let first = self.dice.roll(self.tracks.len());
            let mut shifts =
                vec![format!("{} = {}", self.tracks[first].id, self.dice.pick(&["1", "-1", "2", "-2"]))];
            if self.tracks.len() > 1 && self.dice.percent(30) {
                let second = (first + 1) % self.tracks.len();
                shifts.push(format!("{} = {}", self.tracks[second].id, self.dice.pick(&["1", "-1"])));
            }
            lines.push(format!("shift = {{ {} }}", shifts.join(", ")));
            changes += 1;
        }
        let named = lines.iter().any(|line| line.starts_with("id"));
        if changes == 0 && !named && self.dice.percent(70) {
            lines.push(format!("id = \"{}\"", self.new_id()));
        } else if changes == 0 && !named || self.dice.percent(6) {
            lines.push(format!("outcome = \"{}\"", self.dice.pick(&OUTCOMES)));
        }
        if uncertain && depth < 3 && self.dice.percent(45) {
            let others: Vec<String> =
                (0..1 + self.dice.roll(2)).map(|_| self.inline_effect(depth + 1)).collect();
            lines.push(format!("else = [{}]", others.join(", ")));
        }
        lines
    }

    fn new_id(&mut self) -> String {
        let id = format!("e{}", self.effects.len());
        self.effects.push(id.clone());
        id
    }

    fn effect(&mut self, depth: usize) -> String {
        self.effect_lines(depth).join("\n")
    }

    fn inline_effect(&mut self, depth: usize) -> String {
        format!("{{ {} }}", self.effect_lines(depth).join(", "))
    }

    fn conditions(&mut self, count: usize, moves: bool) -> String {
        let atoms: Vec<String> = (0..count).map(|_| format!("\"{}\"", self.condition(moves))).collect();
        atoms.join(", ")
    }

    fn condition(&mut self, moves: bool) -> String {
        let sign = self.dice.pick(&[">=", "<=", ">", "<", "==", "!="]);
        if moves && self.dice.percent(45) {
            let actor = self.dice.roll(self.actors.len());
            let Actor { id, moves } = self.actors[actor];
            let made = MOVES[self.dice.roll(moves)];
            return match self.dice.roll(4) {
                0 => format!("{id} plays {made}"),
                1 => format!("{id} plays {made} or {}", MOVES[self.dice.roll(moves)]),
                2 => format!("{id} avoids {made}"),
                _ => format!("{id} {}", self.dice.pick(&["concedes", "holds", "escalates"])),
            };
        }
        if self.tracks.is_empty() || self.dice.percent(20) {
            return format!("round {sign} {}", 1 + self.dice.roll(self.rounds + 1));
        }
        let Track { id, low, size, named } = self.tracks[self.dice.roll(self.tracks.len())];
        let level = self.dice.roll(size);
        if named && level != 1 {
            return format!("{id} {sign} level-{level}");
        }
        format!("{id} {sign} {}", low + level as i32)
    }

    fn chance(&mut self) -> String {
        self.amount(&[0.0, 0.1, 0.3, 0.5, 0.75, 1.0], &[-0.2, 0.1, 0.25])
    }

    fn worth(&mut self) -> String {
        self.amount(&[-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0], &[-0.5, 0.25, 1.0])
    }

    fn amount(&mut self, plain: &[f64], slopes: &[f64]) -> String {
        let base = self.dice.number(plain);
        if self.tracks.is_empty() || self.dice.percent(45) {
            return format!("{base}");
        }
        let first = self.dice.roll(self.tracks.len());
        // Products in one order: an overlay must not name the same one the other way round.
        let second = first + self.dice.roll(self.tracks.len() - first);
        let (id, size) = (self.tracks[first].id, self.tracks[first].size);
        let slope = self.dice.number(slopes);
        match self.dice.roll(4) {
            0 => format!("{{ base = {base}, per = {{ {id} = {slope} }} }}"),
            1 => format!("{{ base = {base}, per = {{ \"{id}*{}\" = {slope} }} }}", self.tracks[second].id),
            2 => format!(
                "{{ per = {{ {id} = {slope}, \"{id}*{}\" = {} }} }}",
                self.tracks[second].id,
                self.dice.number(slopes)
            ),
            _ => format!("{{ by = \"{id}\", levels = [{}] }}", self.list(size, plain)),
        }
    }

    fn list(&mut self, size: usize, from: &[f64]) -> String {
        let values: Vec<String> = (0..size).map(|_| self.dice.number(from).to_string()).collect();
        values.join(", ")
    }

    // Strategies and outcomes.

    fn strategy(&mut self, actor: usize) -> String {
        let noise = self.dice.pick(&["0", "0", "0.1", "0.35", "1"]);
        let with = |name: &str, parameters: &str| format!("{{ {name} = {{ noise = {noise}{parameters} }} }}");
        match self.dice.roll(16) {
            0..=4 => with("equilibrium", ""),
            5 => with("level-k", &format!(", level = {}", self.dice.roll(4))),
            6 => with("myopic", ""),
            7 => {
                let to = self.simple_strategy();
                with("best-response", &format!(", to = {to}"))
            }
            8 => {
                let moves = self.actors[actor].moves;
                let shares: &[f64] = [&[1.0][..], &[0.4, 0.6], &[0.5, 0.0, 0.5]][moves - 1];
                let shares: Vec<String> =
                    shares.iter().zip(MOVES).map(|(share, name)| format!("{name} = {share}")).collect();
                with("mixed", &format!(", {}", shares.join(", ")))
            }
            9 => {
                let moves = self.actors[actor].moves;
                let mut lines = Vec::new();
                for last in [false, true] {
                    let when = if last {
                        String::new()
                    } else {
                        format!("when = [{}], ", self.conditions(1, false))
                    };
                    let mix = format!("{} = 3, {} = 1", MOVES[0], MOVES[moves - 1]);
                    let mix = if moves == 1 { "stay = 2" } else { &mix };
                    lines.push(format!("{{ {when}mix = {{ {mix} }} }}"));
                }
                with("script", &format!(", lines = [{}]", lines.join(", ")))
            }
            10 if !self.tracks.is_empty() => {
                let Track { id, low, size, .. } = self.tracks[self.dice.roll(self.tracks.len())];
                let name = self.dice.pick(&["brinkmanship", "salami"]);
                let level = low + self.dice.roll(size) as i32;
                with(name, &format!(", track = \"{id}\", level = {level}"))
            }
            _ => self.simple_strategy(),
        }
    }

    /// A strategy that any actor can play.
    fn simple_strategy(&mut self) -> String {
        let noise = self.dice.pick(&["0", "0.1", "0.5"]);
        let name = self.dice.pick(&[
            "always-concede",
            "always-hold",
            "always-escalate",
            "random",
            "tit-for-tat",
            "suspicious-tit-for-tat",
            "generous-tit-for-tat",
            "tit-for-two-tats",
            "grim",
            "pavlov",
            "bully",
            "alternator",
            "memory-one",
            "run-the-clock",
            "wait-for-other",
            "graduated-reciprocation",
        ]);
        let more = match name {
            "memory-one" => ", cc = 0.9, cd = 0.25, dc = 0.6, dd = 0, first = 0.5",
            "run-the-clock" => ", last = 2",
            "generous-tit-for-tat" => ", generosity = 0.25",
            _ => "",
        };
        format!("{{ {name} = {{ noise = {noise}{more} }} }}")
    }

    fn outcomes(&mut self, text: &mut String) {
        let otherwise = self.dice.roll(OUTCOMES.len());
        for (index, id) in OUTCOMES.into_iter().enumerate() {
            writeln!(text, "[[outcome]]\nid = \"{id}\"").unwrap();
            if index == otherwise {
                writeln!(text, "otherwise = true").unwrap();
            } else if self.dice.percent(40) {
                // Two conditions at least, and not always, so that plays last a while.
                let count = 2 + self.dice.roll(2);
                writeln!(text, "when = [{}]", self.conditions(count, true)).unwrap();
            }
        }
    }
}
