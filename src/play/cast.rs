//! Who plays how: a behaviour for each type of each actor.

use crate::game::TypeIndex;
use crate::strategy::Behaviour;

/// A behaviour for each type of each actor of a game.
pub struct Cast {
    behaviours: Vec<Behaviour>,
}

impl Cast {
    /// A cast, in the order of [`Game::types`](crate::game::Game::types).
    #[must_use]
    pub fn new(behaviours: Vec<Behaviour>) -> Cast {
        Cast { behaviours }
    }

    /// How a type behaves.
    #[must_use]
    pub fn behaviour(&self, kind: TypeIndex) -> &Behaviour {
        &self.behaviours[kind]
    }

    /// All behaviours, type by type.
    #[must_use]
    pub fn behaviours(&self) -> &[Behaviour] {
        &self.behaviours
    }
}
