//! Names of sections, which lists and sheets write in different lengths.

use crate::fold;

/// Whether two names mean one section: `人事課` and `総務部　人事課`.
pub fn same_department(a: &str, b: &str) -> bool {
    let (a, b): (String, String) = (fold::label(a).collect(), fold::label(b).collect());
    same_folded(&a, &b)
}

/// The same for names that are folded already.
pub(super) fn same_folded(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let within = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|above| {
            above.is_empty() || above.ends_with(['部', '局', '所', '室', '課'])
        })
    };
    within(a, b) || within(b, a)
}

#[cfg(test)]
mod tests {
    use super::same_department;

    #[test]
    fn a_section_is_known_with_and_without_its_division() {
        assert!(same_department("人事課", "総務部　人事課"));
        assert!(same_department("総務部人事課", "人事課"));
        assert!(same_department("企画部 情報・業務改善課", "企画部　情報・業務改善課"));
        assert!(same_department("市民協働部穂波支所市民窓口課", "穂波支所市民窓口課"));
        assert!(!same_department("穂波支所市民窓口課", "筑穂支所市民窓口課"));
        assert!(!same_department("第二市民課", "市民課"));
        assert!(!same_department("人事課", ""));
    }
}
