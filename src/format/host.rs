//! What the host of an address tells of the outlet: `data/hosts.tsv` has the names of well-known ones.

use std::{collections::HashMap, sync::LazyLock};

use super::table;

/// Hosts that publish nothing of their own: archives, aggregators, shorteners.
const NOBODY: &str = "-";

static NAMES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(include_str!("../../data/hosts.tsv")).map(|row| (row[0], row[1])).collect());

/// Who publishes the page at an address: by name where the host is well known, else the host; `None` for archives and the
/// like, and where there is no host.
pub(super) fn outlet_of_page(url: &str) -> Option<String> {
    let host = of_address(url)?;
    match name(&host) {
        Some(NOBODY) => None,
        Some(name) => Some(name.to_owned()),
        None => Some(host),
    }
}

/// An outlet as people call it: what was written, but where that is an address or a host, the name that it is known by.
pub(super) fn outlet(written: &str) -> String {
    let address = of_address(written);
    let host = address.clone().or_else(|| bare(written));
    let known = host.as_deref().and_then(name).filter(|&name| name != NOBODY);
    known.map(str::to_owned).or(address).or(host).unwrap_or_else(|| written.to_owned())
}

/// The host of an address, lower case, without "www.".
fn of_address(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority).split(':').next().unwrap_or(authority);
    Some(plain(host)).filter(|host| !host.is_empty())
}

/// A text that is nothing but a host: "www.nytimes.com".
fn bare(text: &str) -> Option<String> {
    let in_host = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let (_, top) = text.rsplit_once('.')?;
    let is_host = text.bytes().all(in_host) && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    // "Salon.com" is a name: only what is written as hosts are is taken for one.
    (is_host && !text.bytes().any(|b| b.is_ascii_uppercase())).then(|| plain(text))
}

fn plain(host: &str) -> String {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// The name of a host, or of the one that it belongs to: edition.cnn.com is cnn.com's.
fn name(host: &str) -> Option<&'static str> {
    let parents = std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, parent)| parent));
    parents.into_iter().find_map(|host| NAMES.get(host).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_its_host_s_by_name_where_that_is_known() {
        for (url, expected) in [
            ("https://www.nytimes.com/2019/03/03/world/a.html", Some("The New York Times")),
            ("http://edition.cnn.com:80/a?b#c", Some("CNN")),
            ("https://www.bbc.co.uk/news/1", Some("BBC News")),
            ("https://WWW.Harbor-Gazette.example/1", Some("harbor-gazette.example")),
            ("https://web.archive.org/web/2019/https://www.nytimes.com/a", None),
            ("https://news.google.com/articles/1", None),
            ("https:///nothing", None),
            ("nothing", None),
        ] {
            assert_eq!(outlet_of_page(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn an_outlet_written_as_a_host_gets_its_name_and_a_name_stays() {
        for (written, expected) in [
            ("nytimes.com", "The New York Times"),
            ("https://www.theguardian.com/international", "The Guardian"),
            ("www.example.org", "example.org"),
            ("https://www.Example.org/news", "example.org"),
            ("Salon.com", "Salon.com"),
            ("St. Louis Post-Dispatch", "St. Louis Post-Dispatch"),
            ("U.S. News", "U.S. News"),
            ("archive.org", "archive.org"),
            ("Harbor Gazette", "Harbor Gazette"),
        ] {
            assert_eq!(outlet(written), expected, "{written}");
        }
    }

    #[test]
    fn every_host_of_the_table_is_written_as_it_is_looked_up_and_stands_once() {
        let rows: Vec<_> = table::rows(include_str!("../../data/hosts.tsv")).collect();
        assert_eq!(rows.len(), NAMES.len());
        for row in rows {
            assert_eq!((row.len(), plain(row[0])), (2, row[0].to_owned()));
            assert!(!row[1].is_empty());
        }
    }
}
