//! Which page an address names, however it was come by: the same for `http://www.paper.example/a/?utm_source=x#top` and
//! `https://paper.example/a`.

use std::{collections::HashSet, sync::LazyLock};

/// Names of parameters that tell only how a reader came to the page; those that end with `*` are beginnings.
static TRACKING: LazyLock<(HashSet<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    let lines = include_str!("../../../data/tracking.tsv").lines();
    let names = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    let (beginnings, whole): (Vec<&str>, Vec<&str>) = names.partition(|name| name.ends_with('*'));
    (whole.into_iter().collect(), beginnings.into_iter().map(|name| name.trim_end_matches('*')).collect())
});

/// The page that an address names; `None` where it names a site as a whole, or nothing.
pub(super) fn page(address: &str) -> Option<String> {
    let address = address.trim().split('#').next()?;
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = place.split_once('/').unwrap_or((place, ""));
    let path = path.trim_end_matches('/');
    // The order of parameters says nothing to any server that we know of.
    let mut parameters: Vec<&str> = query.split('&').filter(|parameter| chooses(parameter)).collect();
    parameters.sort_unstable();
    let host = host(authority);
    let is_a_site = path.is_empty() && parameters.is_empty();
    (!host.is_empty() && !is_a_site).then(|| format!("{host}/{path}?{}", parameters.join("&")))
}

/// Lower case, without who asks, the usual ports, and "www.".
fn host(authority: &str) -> String {
    let host = authority.rsplit('@').next().unwrap_or(authority).to_ascii_lowercase();
    let host = [":443", ":80"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(&host);
    let host = host.trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Whether a parameter may choose what the page shows.
fn chooses(parameter: &str) -> bool {
    let (whole, beginnings) = &*TRACKING;
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    !(name.is_empty() || whole.contains(name.as_str()) || beginnings.iter().any(|start| name.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_reader_came_to_a_page_does_not_matter() {
        for address in [
            "https://paper.example/2024/strike",
            "http://paper.example/2024/strike",
            "HTTPS://WWW.Paper.Example:443/2024/strike/",
            "http://reader:secret@paper.example.:80/2024/strike#comments",
            "https://paper.example/2024/strike?",
            "https://paper.example/2024/strike/?utm_source=x&UTM_Medium=y&fbclid=1#top",
            "paper.example/2024/strike?gclid=7&&",
        ] {
            assert_eq!(page(address).as_deref(), Some("paper.example/2024/strike?"), "{address}");
        }
        assert_eq!(page("https://a.example/?b=2&utm_id=3&a=1"), page("http://a.example?a=1&b=2"));
    }

    #[test]
    fn what_chooses_the_page_does() {
        let base = page("https://paper.example/story?id=1");
        for address in [
            "https://paper.example/story?id=2",
            "https://paper.example/story",
            "https://paper.example/Story?id=1",
            "https://paper.example/story/amp?id=1",
            "https://other.example/story?id=1",
            "https://paper.example:8080/story?id=1",
        ] {
            assert_ne!(page(address), base, "{address}");
        }
    }

    #[test]
    fn a_site_is_no_page() {
        for address in
            ["", "#", "?", "https://", "https://paper.example", "https://www.paper.example/?utm_source=x#a", "///"]
        {
            assert_eq!(page(address), None, "{address}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_has_no_name_twice() {
        let rows = include_str!("../../../data/tracking.tsv").lines().filter(|line| !line.starts_with('#'));
        let names: Vec<&str> = rows.map(|row| row.split_once('\t').expect("a name and who adds it").0).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }
}
