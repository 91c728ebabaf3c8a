//! Versions of one sheet, and two sheets of one key.

use super::{Collection, Finding, Gist, Matter, SheetPlace, Status};
use crate::finding::{Code, Severity};
use crate::form::Form;
use crate::order::InOrder;
use std::collections::{HashMap, HashSet};

/// What each entry counts as, and why.
pub(super) fn statuses(
    collection: &Collection,
    forms: &[&Form],
    findings: &mut Vec<Finding>,
) -> Vec<Status> {
    let mut out: Vec<Status> = collection
        .entries()
        .iter()
        .enumerate()
        .map(|(place, _)| match collection.gist(place) {
            Some(gist) if gist.ready => Status::Ready,
            Some(_) => Status::Pending,
            None => Status::Unreadable,
        })
        .collect();
    versions(collection, &mut out, findings);
    duplicates(collection, forms, &mut out, findings);
    out
}

fn put(out: &mut [Status], place: usize, status: Status) {
    if let Some(entry) = out.get_mut(place) {
        *entry = status;
    }
}

/// Groups in the order in which their first members were added.
fn groups<K: std::hash::Hash + Eq>(members: impl Iterator<Item = (K, usize)>) -> Vec<Vec<usize>> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut out: Vec<Vec<usize>> = Vec::new();
    for (key, member) in members {
        let place = *places.entry(key).or_insert_with(|| {
            out.push(Vec::new());
            out.len() - 1
        });
        if let Some(group) = out.get_mut(place) {
            group.push(member);
        }
    }
    out.retain(|group| group.len() > 1);
    out
}

/// Files of one document id: the latest counts.
fn versions(collection: &Collection, out: &mut [Status], findings: &mut Vec<Finding>) {
    let by_document = collection
        .gists()
        .filter(|(_, gist)| !gist.document.is_empty())
        .map(|(place, gist)| (gist.document.as_str(), place));
    for group in groups(by_document) {
        let gists: Vec<(usize, &Gist)> =
            group.iter().filter_map(|place| Some((*place, collection.gist(*place)?))).collect();
        let latest = contenders(&gists);
        let chosen = latest.iter().find(|(place, _)| collection.chosen.contains(place));
        let Some(winner) = chosen.or_else(|| latest.first()) else { continue };
        let is_conflict = chosen.is_none() && latest.len() > 1;
        if is_conflict {
            for (place, _) in &latest {
                put(out, *place, Status::Duplicate);
            }
            let sheets = latest.iter().map(|(place, _)| SheetPlace::whole(*place)).collect();
            findings.push(Finding::new(Code::CollectionDuplicate, sheets, Matter::Conflict));
        }
        for (place, gist) in &gists {
            let contends = latest.iter().any(|(other, _)| other == place);
            if *place == winner.0 || (is_conflict && contends) {
                continue;
            }
            put(out, *place, Status::Superseded);
            let other_key = gist.key != winner.1.key && gist.key.is_some();
            let matter = Matter::Superseded { copy: gist.content == winner.1.content, other_key };
            let sheets = vec![SheetPlace::whole(*place), SheetPlace::whole(winner.0)];
            let mut finding = Finding::new(Code::CollectionSuperseded, sheets, matter);
            if other_key {
                finding.severity = Severity::Warning;
            }
            findings.push(finding);
        }
    }
}

/// The versions that may be the latest, one for each content: exactly one where
/// the times tell.
fn contenders<'a>(gists: &[(usize, &'a Gist)]) -> Vec<(usize, &'a Gist)> {
    let latest = gists.iter().filter_map(|(_, gist)| gist.moment).max();
    let mut out: Vec<(usize, &Gist)> = Vec::new();
    // A version without a time may be the latest of all.
    for (place, gist) in gists {
        let contends = gist.moment.is_none() || gist.moment == latest;
        if contends && !out.iter().any(|(_, known)| known.content == gist.content) {
            out.push((*place, gist));
        }
    }
    out
}

/// One key under several documents: the first that was saved counts until a
/// person has decided.
fn duplicates(
    collection: &Collection,
    forms: &[&Form],
    out: &mut [Status],
    findings: &mut Vec<Finding>,
) {
    let counting: Vec<(usize, &Gist)> = collection
        .gists()
        .filter(|(place, _)| out.get(*place).is_some_and(|status| status.counts()))
        .collect();
    let by_key = counting.iter().filter_map(|(place, gist)| {
        let form = forms.get(gist.form)?;
        let key = gist.key.as_deref()?;
        Some(((form.id.as_str(), form.edition.as_str(), gist.fiscal_year, key), *place))
    });
    // Who chose an earlier version chose the document.
    let of = |place: &usize| {
        let gist = collection.gist(*place).filter(|gist| !gist.document.is_empty())?;
        Some((&gist.document, &gist.key))
    };
    let decided: HashSet<_> = collection.chosen.iter().filter_map(of).collect();
    let is_chosen = |place: &usize| of(place).is_some_and(|own| decided.contains(&own));
    for mut group in groups(by_key) {
        let saved = |place: &usize| collection.gist(*place).and_then(|gist| gist.moment);
        group.order_by_key(|place| (saved(place).is_none(), saved(place), *place));
        let chosen = group.iter().find(|place| collection.chosen.contains(place));
        let chosen = chosen.or_else(|| group.iter().find(|place| is_chosen(place))).copied();
        let Some(winner) = chosen.or_else(|| group.first().copied()) else { continue };
        for place in &group {
            if *place != winner {
                put(out, *place, Status::Duplicate);
            }
        }
        if chosen.is_some() {
            continue;
        }
        let key = collection.gist(winner).and_then(|gist| gist.key.clone()).unwrap_or_default();
        let sheets = group.iter().map(|place| SheetPlace::whole(*place)).collect();
        findings.push(Finding::new(Code::CollectionDuplicate, sheets, Matter::Duplicate { key }));
    }
}
