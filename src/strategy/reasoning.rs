//! `equilibrium`, `level-k`, `myopic`, `best-response`: worked out by the solver ([`crate::solve`]), which hands them
//! over as a [`PolicyTable`](super::PolicyTable). Here stands only what they are.

use super::catalogue::{Entry, Family, Parameter};

pub(super) const EQUILIBRIUM: Entry = Entry {
    name: "equilibrium",
    family: Family::Reasoning,
    summary: "its part of the logit Markov equilibrium of all, by backward induction",
    source: "McKelvey & Palfrey 1995; Turocy 2005",
    parameters: &[],
};

pub(super) const LEVEL_K: Entry = Entry {
    name: "level-k",
    family: Family::Reasoning,
    summary: "a logit response to others who reason one step less; level 0 is random",
    source: "Nagel 1995; Stahl & Wilson 1995",
    parameters: &[Parameter {
        name: "level",
        meaning: "steps of reasoning",
        default: Some("2"),
        range: "0 or more",
    }],
};

pub(super) const MYOPIC: Entry = Entry {
    name: "myopic",
    family: Family::Reasoning,
    summary: "a logit choice that looks at this round's payoff only",
    source: "McKelvey & Palfrey 1995",
    parameters: &[],
};

pub(super) const BEST_RESPONSE: Entry = Entry {
    name: "best-response",
    family: Family::Reasoning,
    summary: "a best response to all others playing a named strategy",
    source: "Nash 1951",
    parameters: &[Parameter {
        name: "to",
        meaning: "the strategy that all others are taken to play",
        default: None,
        range: "a strategy",
    }],
};
