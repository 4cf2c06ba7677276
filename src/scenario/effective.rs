//! The effective scenario: the merged tree written out as one TOML text, and its hash.
//!
//! What is expected of the scenario is left out: it changes nothing that is played, and it may speak of other files,
//! which the text does not know. So is what really happened: it is compared with what is played, and no part of it.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

use super::document::{Node, Table, Value};
use super::record::RECORD;
use super::statement::EXPECT;

/// The tree as TOML; read again it gives an equal tree, places aside.
pub(super) fn text(root: &Node) -> String {
    let mut table = root.as_table().map(table).unwrap_or_default();
    table.remove(EXPECT);
    table.remove(RECORD);
    // Tables of plain values always have a TOML form.
    toml::to_string(&table).unwrap_or_default()
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn table(table: &Table) -> toml::Table {
    table.iter().map(|(key, entry)| (key.clone(), value(&entry.node))).collect()
}

/// A value as TOML.
pub(super) fn value(node: &Node) -> toml::Value {
    match &node.value {
        Value::Text(text) => toml::Value::String(text.clone()),
        Value::Integer(number) => toml::Value::Integer(*number),
        Value::Float(number) => toml::Value::Float(*number),
        Value::Flag(flag) => toml::Value::Boolean(*flag),
        Value::List(list) => toml::Value::Array(list.iter().map(value).collect()),
        Value::Table(inner) => toml::Value::Table(table(inner)),
    }
}
