//! Settings: `PATH=VALUE` and `ACTOR[:TYPE]=STRATEGY`, as they are written on the command line.
//!
//! Their places name the option and count columns in its argument.

use std::collections::BTreeSet;

use super::document::{self, Node, Value};
use super::path::Path;
use super::place::{Place, Problem};
use super::suggest;

/// One value to lay over one path.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// Where it goes.
    pub(super) path: Path,
    /// What goes there.
    pub(super) value: Node,
    /// Where the path starts in the argument.
    pub(super) place: Place,
}

/// Reads `PATH=VALUE`. The value is TOML, or a bare word such as `grim`.
pub(super) fn parse_setting(argument: &str) -> Result<Setting, Problem> {
    let place = Place { file: format!("--set {argument}"), line: 1, column: 1 };
    let Some((path, value)) = split(argument) else {
        let message = "A setting has the form PATH=VALUE, such as `track.tension.start=3`.".to_owned();
        return Err(Problem { place, message });
    };
    let value = parse_value(&place.file, path, value)?;
    let path = Path::parse(path).map_err(|missing| missing.at(&place))?;
    Ok(Setting { path, value, place })
}

/// Reads `ACTOR[:TYPE]=STRATEGY`. Without a type, the actor and every type with a strategy of its own get it.
pub(super) fn parse_strategy(argument: &str, tree: &Node) -> Result<Vec<Setting>, Problem> {
    let place = Place { file: format!("--strategy {argument}"), line: 1, column: 1 };
    let Some((whose, value)) = split(argument) else {
        let message =
            "A strategy is chosen by ACTOR=NAME or ACTOR:TYPE=NAME, such as `us=tit-for-tat`.".to_owned();
        return Err(Problem { place, message });
    };
    let value = parse_value(&place.file, whose, value)?;
    let (actor, kind) = match whose.split_once(':') {
        Some((actor, kind)) => (actor.trim(), Some(kind.trim())),
        None => (whose.trim(), None),
    };
    let actors = tree.get("actor").and_then(Node::as_table);
    let Some(node) = actors.and_then(|actors| actors.get(actor)) else {
        let hint = suggest::hint(actor, actors.iter().flat_map(|actors| actors.keys()).map(String::as_str));
        return Err(Problem {
            place,
            message: format!("There is no actor {}.{hint}", suggest::quote(actor)),
        });
    };
    let types = node.node.get("type").and_then(Node::as_table);
    let type_names = || types.iter().flat_map(|types| types.keys()).map(String::as_str);
    if let Some(kind) = kind.filter(|kind| !type_names().any(|name| name == *kind)) {
        let column = place.column + actor.chars().count() as u32 + 1;
        let hint = suggest::hint(kind, type_names());
        let message = format!("{} has no type {}.{hint}", suggest::quote(actor), suggest::quote(kind));
        return Err(Problem { place: Place { column, ..place }, message });
    }
    let paths = match kind {
        Some(kind) => vec![format!("actor.{actor}.type.{kind}.strategy")],
        None => {
            let own = types
                .iter()
                .flat_map(|types| types.iter())
                .filter(|(_, entry)| entry.node.get("strategy").is_some());
            let own = own.map(|(kind, _)| format!("actor.{actor}.type.{kind}.strategy"));
            std::iter::once(format!("actor.{actor}.strategy")).chain(own).collect()
        }
    };
    let setting = |path: String| {
        let path = Path::parse(&path).map_err(|missing| missing.at(&place))?;
        Ok(Setting { path, value: value.clone(), place: place.clone() })
    };
    paths.into_iter().map(setting).collect()
}

/// Scales the priors that no setting gave so that the actor's priors sum to 1 again. Where that cannot be, the priors
/// stay as they are, and checking them says what is wrong.
pub(super) fn rescale_priors(tree: &mut Node, actor: &str, given: &BTreeSet<(String, String)>) {
    let Some(types) = types_mut(tree, actor) else { return };
    let (mut fixed, mut free) = (0.0, Vec::new());
    for (kind, entry) in types.iter_mut() {
        let Value::Table(entries) = &mut entry.node.value else { return };
        let Some(prior) = entries.get_mut("prior").map(|entry| &mut entry.node) else { return };
        let Some(number) = prior.as_number() else { return };
        if given.contains(&(actor.to_owned(), kind.clone())) {
            fixed += number;
        } else {
            free.push(prior);
        }
    }
    let rest = 1.0 - fixed;
    if !(0.0..=1.0).contains(&rest) {
        return;
    }
    let total: f64 = free.iter().filter_map(|prior| prior.as_number()).sum();
    let count = free.len() as f64;
    for prior in free {
        let share = if total > 0.0 { prior.as_number().unwrap_or_default() / total } else { 1.0 / count };
        prior.value = Value::Float(rest * share);
    }
}

fn types_mut<'a>(tree: &'a mut Node, actor: &str) -> Option<&'a mut document::Table> {
    ["actor", actor, "type"]
        .iter()
        .try_fold(tree, |node, key| match &mut node.value {
            Value::Table(table) => table.get_mut(*key).map(|entry| &mut entry.node),
            _ => None,
        })
        .and_then(|node| match &mut node.value {
            Value::Table(table) => Some(table),
            _ => None,
        })
}

fn split(argument: &str) -> Option<(&str, &str)> {
    argument.split_once('=').filter(|(left, right)| !left.trim().is_empty() && !right.trim().is_empty())
}

fn parse_value(file: &str, before: &str, value: &str) -> Result<Node, Problem> {
    let blanks = value.len() - value.trim_start().len();
    let column = before.chars().count() + 1 + blanks;
    let value = value.trim();
    let parsed = document::parse_value(file, column, value);
    let is_word = value.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    match parsed {
        Ok(node) => Ok(node),
        Err(_) if is_word => {
            let place = Place { file: file.to_owned(), line: 1, column: column as u32 + 1 };
            Ok(Node { value: Value::Text(value.to_owned()), place })
        }
        Err(mut problems) => Err(problems.swap_remove(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::parse;
    use super::*;

    #[test]
    fn a_value_is_toml_or_a_word_and_knows_its_column() {
        let setting = parse_setting("actor.us.strategy=tit-for-tat").unwrap();
        assert_eq!(setting.value.as_text(), Some("tit-for-tat"));
        assert_eq!(setting.value.place.column, 19);
        let setting = parse_setting("rule.x.chance = { base = 0.5 }").unwrap();
        assert_eq!(setting.value.get("base").unwrap().as_number(), Some(0.5));
        assert_eq!(setting.value.place.column, 17);
        assert!(parse_setting("track.tension.start").is_err());
        assert_eq!(parse_setting("a.b=[1,").unwrap_err().place.file, "--set a.b=[1,");
        assert_eq!(parse_setting("a..b=1").unwrap_err().place.column, 3);
    }

    #[test]
    fn priors_that_were_not_set_share_what_is_left() {
        let text = "[actor.a.type]\nx.prior = 0.5\ny.prior = 0.3\nz.prior = 0.2";
        let mut tree = parse("f", text).unwrap();
        let value = parse_setting("p=0.6").unwrap().value;
        Path::parse("actor.a.type.y.prior").unwrap().set(&mut tree, value, &Place::default()).unwrap();
        rescale_priors(&mut tree, "a", &BTreeSet::from([("a".to_owned(), "y".to_owned())]));
        let prior = |kind| super::super::file::number(&tree, &format!("actor.a.type.{kind}.prior")).unwrap();
        assert!((prior("x") - 2.0 / 7.0).abs() < 1e-12);
        assert_eq!(prior("y"), 0.6);
        assert!((prior("z") - 0.8 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn a_strategy_for_an_actor_is_one_for_all_its_types() {
        let tree = parse("f", "[actor.a.type]\nx.strategy = 'grim'\ny.prior = 0.5").unwrap();
        let paths = |argument: &str| -> Vec<String> {
            parse_strategy(argument, &tree)
                .unwrap()
                .iter()
                .map(|setting| setting.path.names().join("."))
                .collect()
        };
        assert_eq!(paths("a=grim"), ["actor.a.strategy", "actor.a.type.x.strategy"]);
        assert_eq!(paths("a:y=grim"), ["actor.a.type.y.strategy"]);
        assert!(parse_strategy("b=grim", &tree).unwrap_err().message.contains("`a`"));
        assert_eq!(parse_strategy("a:z=grim", &tree).unwrap_err().place.column, 3);
    }
}
