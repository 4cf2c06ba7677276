//! A place in a round's randomness for each chance.
//!
//! Places are given by name, not by order: a variant of a scenario that adds or removes a rule leaves the luck of all
//! the others alone, which is what makes differences between the two sharp.

/// Slots of one round: its block of the stream is this long whatever the scenario.
pub const SLOTS_PER_ROUND: u32 = 4096;

/// Chances are spread over this many slots at first; the fewer, the fewer words of the stream a round touches.
const SMALLEST_PAGE: u32 = 256;

/// A slot for each name: its hash, or the next one that is free.
pub(super) fn assign<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Vec<u32> {
    let page = (2 * names.len() as u32).next_power_of_two().clamp(SMALLEST_PAGE, SLOTS_PER_ROUND);
    let mut taken = vec![false; page as usize];
    names
        .map(|name| {
            let mut place = (fnv1a(name) % u64::from(page)) as usize;
            while taken[place] {
                place = (place + 1) % page as usize;
            }
            taken[place] = true;
            place as u32
        })
        .collect()
}

/// The 64-bit FNV-1a hash: fixed for all time, unlike the standard library's.
fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chance_has_a_slot_of_its_own() {
        let names: Vec<String> = (0..1500).map(|n| format!("rule-{n}")).collect();
        let mut slots = assign(names.iter().map(String::as_str));
        assert!(slots.iter().all(|&slot| slot < SLOTS_PER_ROUND));
        slots.sort_unstable();
        slots.dedup();
        assert_eq!(slots.len(), 1500);
    }

    #[test]
    fn a_name_without_a_rival_keeps_its_slot_when_others_come() {
        let few = assign(["accidental-war", "talks-fade"].into_iter());
        let more = assign(["accidental-war", "a-new-rule", "talks-fade"].into_iter());
        assert_eq!((few[0], few[1]), (more[0], more[2]));
    }
}
