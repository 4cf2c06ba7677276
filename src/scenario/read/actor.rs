//! `[actor.ID]`: the players, their moves and their types.

use super::effect::EffectReader;
use super::moves::moves;
use super::names::entries;
use super::payoff::payoff;
use super::reader::Reader;
use super::strategy::strategy;
use crate::scenario::document::{Node, Table, Value};
use crate::scenario::limits;
use crate::scenario::model::{Actor, ActorIndex, ActorType, MoveName};
use crate::scenario::overlay;
use crate::scenario::place::Place;
use crate::scenario::strategy::{StrategyChoice, StrategyRule};

const KEYS: [&str; 7] = ["label", "discount", "rationality", "strategy", "payoff", "move", "type"];
const TYPE_KEYS: [&str; 8] =
    ["label", "prior", "discount", "rationality", "strategy", "payoff", "move", "remove"];

/// Reads all actors. `foresight` is whether they plan beyond the rounds played.
pub(super) fn actors(
    reader: &mut Reader,
    effects: &mut EffectReader,
    node: &Node,
    foresight: bool,
) -> Vec<Actor> {
    let Some(table) = reader.map(node, "`actor`") else { return Vec::new() };
    if table.len() < 2 || table.len() > limits::ACTORS {
        let message = format!("A scenario has from 2 to {} actors, not {}.", limits::ACTORS, table.len());
        reader.problem(&node.place, message);
    }
    let mut actors = Vec::new();
    for (index, (id, entry)) in table.iter().enumerate().take(limits::ACTORS) {
        reader.id(id, "an actor", &entry.key_place);
        let context = Context { id, index, foresight, place: &entry.node.place };
        actors.extend(actor(reader, effects, &entry.node, context));
    }
    let profiles = actors.iter().try_fold(1_usize, |profiles, actor| profiles.checked_mul(actor.moves.len()));
    if profiles.is_none_or(|profiles| profiles > limits::MOVE_PROFILES) {
        let message = format!(
            "The actors' moves make more than {} move profiles, the most there may be.",
            limits::MOVE_PROFILES
        );
        reader.problem(&node.place, message);
    }
    let types: usize = actors.iter().map(|actor| actor.types.len()).sum();
    if types > limits::ALL_TYPES {
        let message = format!("The actors have {types} types together; the most is {}.", limits::ALL_TYPES);
        reader.problem(&node.place, message);
    }
    actors
}

/// Whose parts are read.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Of the actor.
    pub(super) id: &'a str,
    /// Of the actor.
    pub(super) index: ActorIndex,
    /// Where the actor, or its type, is written.
    pub(super) place: &'a Place,
    /// Whether actors plan beyond the rounds played.
    foresight: bool,
}

fn actor(
    reader: &mut Reader,
    effects: &mut EffectReader,
    node: &Node,
    context: Context<'_>,
) -> Option<Actor> {
    let id = context.id;
    let table = reader.table(node, format_args!("The actor `{id}`"), &KEYS)?;
    let count = reader.names.moves(context.index).len();
    if count > limits::MOVES {
        reader.problem(
            &node.place,
            format!("The actor `{id}` has {count} moves; the most is {}.", limits::MOVES),
        );
        return None;
    }
    let own = without_types(node);
    let types = match table.get("type").map(|entry| &entry.node) {
        Some(types) => read_types(reader, effects, &own, types, context),
        None => {
            let label = reader.label(table, id);
            let variant = variant(reader, effects, &own, context);
            vec![ActorType { id: String::new(), label, prior: 1.0, ..variant }]
        }
    };
    let label = reader.label(table, id);
    let place = node.get("move").unwrap_or(node).place.clone();
    Some(Actor { id: id.to_owned(), place, label, moves: move_names(reader, node, context.index), types })
}

fn without_types(node: &Node) -> Node {
    let mut own = node.clone();
    if let Value::Table(table) = &mut own.value {
        table.shift_remove("type");
    }
    own
}

/// Id and label of every move that any type has.
fn move_names(reader: &Reader, node: &Node, actor: ActorIndex) -> Vec<MoveName> {
    let label = |id: &str| {
        let variants = std::iter::once(node).chain(entries(node.get("type")).map(|(_, variant)| variant));
        let mut labels = variants.filter_map(|variant| variant.get("move")?.get(id)?.get("label")?.as_text());
        labels.next().unwrap_or(id).to_owned()
    };
    reader.names.moves(actor).iter().map(|id| MoveName { id: id.clone(), label: label(id) }).collect()
}

fn read_types(
    reader: &mut Reader,
    effects: &mut EffectReader,
    own: &Node,
    types: &Node,
    context: Context<'_>,
) -> Vec<ActorType> {
    let Some(table) = reader.map(types, "`type`") else { return Vec::new() };
    if table.is_empty() || table.len() > limits::TYPES {
        let message =
            format!("An actor with types has from 1 to {} of them, not {}.", limits::TYPES, table.len());
        reader.problem(&types.place, message);
    }
    let mut read = Vec::new();
    for (id, entry) in table.iter().take(limits::TYPES) {
        reader.id(id, "a type", &entry.key_place);
        let Some(fields) = reader.table(&entry.node, format_args!("The type `{id}`"), &TYPE_KEYS) else {
            continue;
        };
        let prior = match fields.get("prior") {
            Some(prior) => reader.probability(&prior.node, "`prior`"),
            None if table.len() == 1 => Some(1.0),
            None => {
                reader
                    .problem(&entry.node.place, format!("The type `{id}` needs a `prior`: its probability."));
                None
            }
        };
        let label = reader.label(fields, id);
        let merged = laid_over(reader, own, &entry.node);
        let context = Context { place: &entry.node.place, ..context };
        let variant = variant(reader, effects, &merged, context);
        read.push((prior, ActorType { id: id.clone(), label, prior: prior.unwrap_or_default(), ..variant }));
    }
    let sum: Option<f64> = read.iter().map(|(prior, _)| *prior).sum();
    if let Some(sum) = sum.filter(|sum| !read.is_empty() && (sum - 1.0).abs() > 1e-9) {
        let message = format!("The priors of the types of `{}` must sum to 1, but sum to {sum}.", context.id);
        reader.problem(&types.place, message);
    }
    read.into_iter().map(|(_, variant)| variant).collect()
}

/// The actor with a type's overlay laid over it.
fn laid_over(reader: &mut Reader, own: &Node, type_node: &Node) -> Node {
    let mut over = type_node.clone();
    if let Value::Table(table) = &mut over.value {
        table.shift_remove("prior");
        table.shift_remove("label");
    }
    let (mut merged, mut problems) = (own.clone(), Vec::new());
    overlay::overlay(&mut merged, over, &mut problems);
    for problem in problems {
        reader.problem(&problem.place, problem.message);
    }
    merged
}

/// Everything of an actor but its id, label and prior.
fn variant(reader: &mut Reader, effects: &mut EffectReader, node: &Node, context: Context<'_>) -> ActorType {
    let nothing = Table::new();
    let table = node.as_table().unwrap_or(&nothing);
    let get = |key| table.get(key).map(|entry| &entry.node);
    let discount = match get("discount") {
        Some(node) => reader.number(node, "`discount`", "above 0 and at most 1", |discount| {
            discount > 0.0 && discount <= 1.0
        }),
        None => Some(1.0),
    };
    if context.foresight && discount == Some(1.0) {
        let message = format!(
            "With `foresight`, the actor `{}` needs a `discount` below 1: what it expects for ever after must have a \
             finite worth.",
            context.id
        );
        reader.problem(get("discount").map_or(context.place, |node| &node.place), message);
    }
    let rationality = get("rationality").and_then(|node| {
        reader.number(node, "`rationality`", "from 0 to 1000000", |lambda| {
            (0.0..=limits::RATIONALITY).contains(&lambda)
        })
    });
    let strategy = get("strategy").and_then(|node| strategy(reader, node, context.index));
    ActorType {
        id: String::new(),
        label: String::new(),
        prior: 0.0,
        discount: discount.unwrap_or(1.0),
        rationality: rationality.unwrap_or(1.0),
        strategy: strategy.unwrap_or(StrategyChoice { rule: StrategyRule::Equilibrium, noise: 0.0 }),
        payoff: payoff(reader, get("payoff"), context.index),
        moves: moves(reader, effects, get("move"), context),
    }
}
