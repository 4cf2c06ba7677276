//! What is compiled once for each kind of processor.
//!
//! Each of these methods has a body that is inlined into a function for each kind of processor, and the one for the
//! processor at hand is called. The bodies are the loops that take the time; what goes on around them is compiled once.
//! So no function grows beyond what a compiler takes in its stride.

use super::enclosure::Compared;
use super::wide::{Lanes, Wide};
use super::{Room, Solved, Stage};

/// Methods of [`Stage`] by their bodies, which are methods too.
macro_rules! by_processor {
    ($($(#[$note:meta])* fn $name:ident = $body:ident($($argument:ident: $of:ty),*) $(-> $out:ty)?;)*) => {
        impl<const W: usize> Stage<'_, W> {
            $($(#[$note])*
            #[allow(clippy::needless_lifetimes, reason = "some have arguments with that lifetime")]
            pub(super) fn $name<'c>(&'c self, $($argument: $of),*) $(-> $out)? {
                struct Call<'c, 's, const W: usize> {
                    stage: &'c Stage<'s, W>,
                    $($argument: $of,)*
                }

                impl<const W: usize> pulp::WithSimd for Call<'_, '_, W> {
                    type Output = by_processor!(@ $($out)?);

                    #[inline(always)]
                    fn with_simd<S: pulp::Simd>(self, _: S) -> Self::Output {
                        self.stage.$body($(self.$argument),*)
                    }
                }

                pulp::Arch::new().dispatch(Call { stage: self, $($argument),* })
            })*
        }
    };
    (@) => { () };
    (@ $out:ty) => { $out };
}

by_processor! {
    /// [`Stage::bound_of_all`].
    fn contraction = bound_of_all() -> Wide<W>;
    /// [`Stage::bound_within`].
    fn enclosed = bound_within(
        compared: Compared,
        passed_over: usize,
        lanes: &'c Lanes<W>,
        likely: &'c [Wide<W>],
        room: &'c mut Room<W>
    ) -> (Wide<W>, usize);
    /// [`Stage::answers`].
    fn answer = answers(scale: &'c Wide<W>, room: &'c mut Room<W>) -> Wide<W>;
    /// [`Stage::measures`].
    fn measure = measures(responded: Option<usize>, room: &'c mut Room<W>);
    /// [`Stage::newton_steps`].
    fn newton = newton_steps(
        scale: &'c Wide<W>,
        lanes: &'c Lanes<W>,
        demands: (&'c Wide<W>, f64),
        room: &'c mut Room<W>
    ) -> Wide<W>;
    /// [`Stage::chord_steps`].
    fn chord = chord_steps(lanes: &'c Lanes<W>, solved: &'c mut Solved<W>, room: &'c mut Room<W>);
}
