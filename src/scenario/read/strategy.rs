//! `strategy = "grim"` or `strategy = { tit-for-tat = { noise = 0.05 } }`.

use super::condition::{Sight, condition};
use super::reader::Reader;
use super::track::level_in_range;
use crate::scenario::document::{Entry, Node, Table, Value};
use crate::scenario::model::{ActorIndex, Condition, TrackIndex};
use crate::scenario::strategy::{ScriptLine, StrategyChoice, StrategyRule};
use crate::scenario::{limits, suggest};

/// Every strategy by its name, in the order of the catalogue.
pub const STRATEGY_NAMES: [&str; 27] = [
    "always-concede",
    "always-hold",
    "always-escalate",
    "random",
    "mixed",
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
    "brinkmanship",
    "salami",
    "graduated-reciprocation",
    "script",
    "equilibrium",
    "level-k",
    "myopic",
    "best-response",
    "fictitious-play",
    "regret-matching",
    "roth-erev",
];

/// Reads a strategy of an actor.
pub(super) fn strategy(reader: &mut Reader, node: &Node, actor: ActorIndex) -> Option<StrategyChoice> {
    let nothing = Table::new();
    let (name, place, parameters) = match &node.value {
        Value::Text(name) => (name.as_str(), &node.place, None),
        Value::Table(table) if table.len() == 1 => {
            let (name, Entry { key_place, node }) = table.first()?;
            (name.as_str(), key_place, Some(node))
        }
        _ => {
            let expected = "a name such as `\"grim\"`, or a table of one name and its parameters such as `{ tit-for-tat = { noise = \
                            0.05 } }`";
            reader.wrong(node, "`strategy`", expected);
            return None;
        }
    };
    if !STRATEGY_NAMES.contains(&name) {
        reader.report.unknown(place, "There is no strategy", name, STRATEGY_NAMES.into_iter());
        return None;
    }
    // A script may be given by its lines alone.
    if let ("script", Some(lines)) = (name, parameters.filter(|node| node.as_list().is_some())) {
        return Some(StrategyChoice { rule: script(reader, lines, actor)?, noise: 0.0 });
    }
    let table = match parameters {
        Some(node) => reader.map(node, format_args!("`{name}`"))?,
        None => &nothing,
    };
    let mut parameters = Parameters { name, node: parameters.unwrap_or(node), table, known: Vec::new() };
    let rule = rule(reader, &mut parameters, actor);
    let noise = if name == "mixed" && reader.names.moves(actor).contains("noise") {
        0.0
    } else {
        parameters.probability(reader, "noise", Some(0.0)).unwrap_or_default()
    };
    parameters.refuse_unknown(reader);
    Some(StrategyChoice { rule: rule?, noise })
}

fn rule(reader: &mut Reader, given: &mut Parameters<'_>, actor: ActorIndex) -> Option<StrategyRule> {
    Some(match given.name {
        "always-concede" => StrategyRule::AlwaysConcede,
        "always-hold" => StrategyRule::AlwaysHold,
        "always-escalate" => StrategyRule::AlwaysEscalate,
        "random" => StrategyRule::Random,
        "mixed" => mixed(reader, given, actor)?,
        "tit-for-tat" => StrategyRule::TitForTat,
        "suspicious-tit-for-tat" => StrategyRule::SuspiciousTitForTat,
        "generous-tit-for-tat" => StrategyRule::GenerousTitForTat {
            generosity: given.probability(reader, "generosity", Some(1.0 / 3.0))?,
        },
        "tit-for-two-tats" => StrategyRule::TitForTwoTats,
        "grim" => StrategyRule::Grim,
        "pavlov" => StrategyRule::Pavlov,
        "bully" => StrategyRule::Bully,
        "alternator" => StrategyRule::Alternator,
        "memory-one" => memory_one(reader, given)?,
        "run-the-clock" => StrategyRule::RunTheClock {
            last: given.integer(reader, "last", 3, 0, limits::ROUNDS)?.try_into().ok()?,
        },
        "wait-for-other" => StrategyRule::WaitForOther,
        "brinkmanship" => {
            given.threshold(reader).map(|(track, level)| StrategyRule::Brinkmanship { track, level })?
        }
        "salami" => given.threshold(reader).map(|(track, level)| StrategyRule::Salami { track, level })?,
        "graduated-reciprocation" => StrategyRule::GraduatedReciprocation,
        "script" => match given.needed(reader, "lines", "a list of `{ when = […], mix = { … } }`") {
            Some(lines) => script(reader, lines, actor)?,
            None => return None,
        },
        "equilibrium" => StrategyRule::Equilibrium,
        "level-k" => StrategyRule::LevelK {
            level: given.integer(reader, "level", 1, 0, limits::REASONING)?.try_into().ok()?,
        },
        "myopic" => StrategyRule::Myopic,
        "best-response" => best_response(reader, given, actor)?,
        "fictitious-play" => StrategyRule::FictitiousPlay,
        "regret-matching" => StrategyRule::RegretMatching,
        _ => roth_erev(reader, given)?,
    })
}

fn mixed(reader: &mut Reader, given: &mut Parameters<'_>, actor: ActorIndex) -> Option<StrategyRule> {
    let mut probabilities = vec![0.0; reader.names.moves(actor).len()];
    let mut is_sound = true;
    for (name, entry) in given.table {
        given.known.push(name);
        if name == "noise" && !reader.names.moves(actor).contains("noise") {
            continue;
        }
        let made = reader.made(actor, name, &entry.key_place);
        let probability = reader.probability(&entry.node, format_args!("The probability of `{name}`"));
        match (made, probability) {
            (Some(made), Some(probability)) => probabilities[made] = probability,
            _ => is_sound = false,
        }
    }
    let sum: f64 = probabilities.iter().sum();
    if is_sound && (sum - 1.0).abs() > 1e-9 {
        reader.problem(
            &given.node.place,
            format!("The probabilities of `mixed` must sum to 1, but sum to {sum}."),
        );
    }
    Some(StrategyRule::Mixed { probabilities })
}

fn memory_one(reader: &mut Reader, given: &mut Parameters<'_>) -> Option<StrategyRule> {
    let after = ["cc", "cd", "dc", "dd"].map(|key| given.probability(reader, key, None));
    let first = given.probability(reader, "first", after[0]);
    let [Some(cc), Some(cd), Some(dc), Some(dd)] = after else { return None };
    Some(StrategyRule::MemoryOne { after: [cc, cd, dc, dd], first: first? })
}

fn script(reader: &mut Reader, node: &Node, actor: ActorIndex) -> Option<StrategyRule> {
    let list = reader.list(node, "`script`")?;
    if list.is_empty() {
        reader.problem(&node.place, "A script needs a line at least, such as `{ mix = { hold = 1 } }`.");
    }
    let lines = list.iter().filter_map(|line| script_line(reader, line, actor)).collect();
    Some(StrategyRule::Script { lines })
}

fn script_line(reader: &mut Reader, node: &Node, actor: ActorIndex) -> Option<ScriptLine> {
    let table = reader.table(node, "A line of a script", &["when", "mix"])?;
    let when = table
        .get("when")
        .map_or_else(Condition::default, |entry| condition(reader, &entry.node, Sight::State));
    let Some(mix_entry) = table.get("mix") else {
        reader
            .problem(&node.place, "A line of a script needs a `mix`: a weight for each move it picks from.");
        return None;
    };
    let mut mix = Vec::new();
    for (name, entry) in reader.map(&mix_entry.node, "`mix`")? {
        let made = reader.made(actor, name, &entry.key_place);
        let weight =
            reader.number(&entry.node, format_args!("The weight of `{name}`"), "from 0 to 1e12", |weight| {
                (0.0..=limits::NUMBER).contains(&weight)
            });
        mix.extend(made.zip(weight));
    }
    if mix.iter().all(|(_, weight)| *weight == 0.0) && !reader.report.has_problems() {
        reader.problem(&mix_entry.node.place, "`mix` must give some move a weight above 0.");
    }
    Some(ScriptLine { when, mix })
}

fn best_response(reader: &mut Reader, given: &mut Parameters<'_>, actor: ActorIndex) -> Option<StrategyRule> {
    let to = given.needed(reader, "to", "the strategy that all others are taken to play")?;
    let choice = strategy(reader, to, actor)?;
    let is_own = match choice.rule {
        StrategyRule::Mixed { .. } | StrategyRule::Script { .. } => true,
        StrategyRule::BestResponse { .. } => true,
        _ => false,
    };
    if is_own {
        let message =
            "`to` must be a strategy that any actor can play: not `mixed`, `script` or `best-response`.";
        reader.problem(&to.place, message);
    }
    Some(StrategyRule::BestResponse { to: Box::new(choice) })
}

fn roth_erev(reader: &mut Reader, given: &mut Parameters<'_>) -> Option<StrategyRule> {
    let strength = match given.get("strength") {
        Some(node) => {
            reader.number(node, "`strength`", "above 0 and at most 1e12", |n| n > 0.0 && n <= limits::NUMBER)
        }
        None => Some(1.0),
    };
    let forgetting = given.probability(reader, "forgetting", Some(0.0));
    let experimentation = given.probability(reader, "experimentation", Some(0.0));
    Some(StrategyRule::RothErev {
        strength: strength?,
        forgetting: forgetting?,
        experimentation: experimentation?,
    })
}

/// The parameters given to a strategy, and those it has asked for.
struct Parameters<'a> {
    name: &'a str,
    node: &'a Node,
    table: &'a Table,
    known: Vec<&'a str>,
}

impl<'a> Parameters<'a> {
    fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.table.get(key).map(|entry| &entry.node)
    }

    fn needed(&mut self, reader: &mut Reader, key: &'static str, meaning: &str) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            reader.problem(
                &self.node.place,
                format!("`{}` needs the parameter `{key}`: {meaning}.", self.name),
            );
        }
        found
    }

    /// A probability; needed where there is no default.
    fn probability(&mut self, reader: &mut Reader, key: &'static str, default: Option<f64>) -> Option<f64> {
        let node = match default {
            Some(_) => self.get(key),
            None => self.needed(reader, key, "a probability from 0 to 1"),
        };
        match node {
            Some(node) => reader.probability(node, format_args!("`{key}`")),
            None => default,
        }
    }

    fn integer(
        &mut self,
        reader: &mut Reader,
        key: &'static str,
        default: i64,
        low: i64,
        high: i64,
    ) -> Option<i64> {
        match self.get(key) {
            Some(node) => reader.integer(node, format_args!("`{key}`"), low, high),
            None => Some(default),
        }
    }

    /// `track` and `level`.
    fn threshold(&mut self, reader: &mut Reader) -> Option<(TrackIndex, i32)> {
        let track = self.needed(reader, "track", "the track it watches");
        let level = self.needed(reader, "level", "the level of that track at which it turns");
        let (track, level) = (track?, level?);
        let index =
            reader.text(track, "`track`", limits::ID).and_then(|name| reader.track(name, &track.place))?;
        let track = reader.names.track(index)?.clone();
        Some((index, level_in_range(reader, level, &track, "`level`")?))
    }

    fn refuse_unknown(&self, reader: &mut Reader) {
        for (key, entry) in self.table.iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            let hint = match suggest::nearest(key, self.known.iter().copied()) {
                Some(nearest) => format!("Did you mean `{nearest}`?"),
                None => format!("It has {}.", suggest::enumerate(&self.known, "and")),
            };
            let message = format!("`{}` has no parameter {}. {hint}", self.name, suggest::quote(key));
            reader.problem(&entry.key_place, message);
        }
    }
}
