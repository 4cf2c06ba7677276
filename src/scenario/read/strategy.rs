//! `strategy = "grim"` or `strategy = { tit-for-tat = { noise = 0.05 } }`.

use super::parameters::Parameters;
use super::reader::Reader;
use super::script::{mixed, script};
use crate::scenario::document::{Entry, Node, Table, Value};
use crate::scenario::limits;
use crate::scenario::model::ActorIndex;
use crate::scenario::strategy::{STRATEGY_NAMES, StrategyChoice, StrategyRule};

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
            reader.wrong(node, "A strategy", expected);
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
            last: given.integer(reader, "last", 1, 0, limits::ROUNDS)?.try_into().ok()?,
        },
        "wait-for-other" => StrategyRule::WaitForOther,
        "brinkmanship" => {
            given.threshold(reader).map(|(track, level)| StrategyRule::Brinkmanship { track, level })?
        }
        "salami" => given.threshold(reader).map(|(track, level)| StrategyRule::Salami { track, level })?,
        "graduated-reciprocation" => StrategyRule::GraduatedReciprocation,
        "script" => {
            let lines = given.needed(reader, "lines", "a list of `{ when = […], mix = { … } }`")?;
            script(reader, lines, actor)?
        }
        "equilibrium" => StrategyRule::Equilibrium,
        "level-k" => StrategyRule::LevelK {
            level: given.integer(reader, "level", 2, 0, limits::REASONING)?.try_into().ok()?,
        },
        "myopic" => StrategyRule::Myopic,
        "best-response" => best_response(reader, given, actor)?,
        "fictitious-play" => StrategyRule::FictitiousPlay,
        "regret-matching" => StrategyRule::RegretMatching,
        _ => roth_erev(reader, given)?,
    })
}

fn memory_one(reader: &mut Reader, given: &mut Parameters<'_>) -> Option<StrategyRule> {
    let after = ["cc", "cd", "dc", "dd"].map(|key| given.probability(reader, key, None));
    let first = given.probability(reader, "first", Some(1.0));
    let [Some(cc), Some(cd), Some(dc), Some(dd)] = after else { return None };
    Some(StrategyRule::MemoryOne { after: [cc, cd, dc, dd], first: first? })
}

fn best_response(reader: &mut Reader, given: &mut Parameters<'_>, actor: ActorIndex) -> Option<StrategyRule> {
    let to = given.needed(reader, "to", "the strategy that all others are taken to play")?;
    let name = to.as_text().or_else(|| to.as_table()?.keys().next().map(String::as_str));
    if let Some(name) = name.filter(|name| ["mixed", "script", "best-response"].contains(name)) {
        let message = format!("`to` must be a strategy that any actor can play, and `{name}` is not.");
        reader.problem(&to.place, message);
        return None;
    }
    let choice = strategy(reader, to, actor)?;
    Some(StrategyRule::BestResponse { to: Box::new(choice) })
}

fn roth_erev(reader: &mut Reader, given: &mut Parameters<'_>) -> Option<StrategyRule> {
    let strength = match given.get("strength") {
        Some(node) => {
            reader.number(node, "`strength`", "above 0 and at most 1e12", |n| n > 0.0 && n <= limits::NUMBER)
        }
        None => Some(9.0),
    };
    let forgetting = given.probability(reader, "forgetting", Some(0.1));
    let experimentation = given.probability(reader, "experimentation", Some(0.2));
    Some(StrategyRule::RothErev {
        strength: strength?,
        forgetting: forgetting?,
        experimentation: experimentation?,
    })
}
