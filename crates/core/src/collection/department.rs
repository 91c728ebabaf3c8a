//! Names of sections, which lists and sheets write in different lengths.

use crate::fold;

/// Whether two names mean one section: `人事課` and `総務部　人事課`.
pub fn same_department(a: &str, b: &str) -> bool {
    same_folded(&folded(a), &folded(b))
}

/// A name as it is compared: of several sections the first, and without the
/// marks that one writes and another leaves out.
pub(super) fn folded(name: &str) -> String {
    let first = name.split(['、', '／']).next().unwrap_or_default();
    let mut lines = first.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut own = lines.next().unwrap_or_default().to_owned();
    // A division stands on a line of its own.
    if own.ends_with(['部', '局'])
        && let Some(section) = lines.next()
    {
        own.push_str(section);
    }
    fold::label(&own).filter(|c| !matches!(c, '・' | '･' | '(' | ')' | '（' | '）')).collect()
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
        assert!(same_department("経済部特産品振興・ふるさと応援課", "特産品振興ふるさと応援課"));
        assert!(same_department(
            "経済政策推進室（企業誘致担当）",
            "経済部経済政策推進室企業誘致担当"
        ));
        assert!(same_department("総務部人事課、情報管理課", "人事課"));
        assert!(same_department("総務部\n人事課\n情報管理課", "総務部人事課"));
        assert!(same_department("財政課\n総合政策課", "行政経営部財政課"));
    }
}
