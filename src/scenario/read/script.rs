//! The strategies that name moves: `mixed` and `script`.

use super::condition::{Sight, condition};
use super::parameters::Parameters;
use super::reader::Reader;
use crate::scenario::document::Node;
use crate::scenario::limits;
use crate::scenario::model::{ActorIndex, Condition};
use crate::scenario::strategy::{ScriptLine, StrategyRule};

/// `{ MOVE = PROBABILITY }`.
pub(super) fn mixed(
    reader: &mut Reader,
    given: &mut Parameters<'_>,
    actor: ActorIndex,
) -> Option<StrategyRule> {
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

/// A list of `{ when, mix }`.
pub(super) fn script(reader: &mut Reader, node: &Node, actor: ActorIndex) -> Option<StrategyRule> {
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
    let (mut mix, mut total) = (Vec::new(), Some(0.0));
    for (name, entry) in reader.map(&mix_entry.node, "`mix`")? {
        let made = reader.made(actor, name, &entry.key_place);
        let what = format!("The weight of `{name}`");
        let fits = |weight| (0.0..=limits::NUMBER).contains(&weight);
        let weight = reader.number(&entry.node, what, "from 0 to 1e12", fits);
        total = total.zip(weight).map(|(total, weight)| total + weight);
        mix.extend(made.zip(weight));
    }
    if total == Some(0.0) {
        reader.problem(&mix_entry.node.place, "`mix` must give some move a weight above 0.");
    }
    Some(ScriptLine { when, mix })
}
