//! Files that hold no article, or not all of one.

use crate::newsroom::Newsroom;

#[test]
fn an_empty_file_and_one_of_white_space_are_told() {
    let room = Newsroom::with("empty.txt", "");
    room.add("blank.html", " \n\t\n");
    assert_eq!(room.index().failures, ["news/blank.html: empty file", "news/empty.txt: empty file"]);
}

#[test]
fn a_binary_file_is_left_alone_whatever_it_is_called() {
    let noise: Vec<u8> = (0..5_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let room = Newsroom::with("noise.txt", &noise);
    room.add("photo.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    room.add("archive", b"7z\xbc\xaf\x27\x1c\0\x04");
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    assert!(told.run.out.contains("3 skipped: "), "{}", told.run.out);
    assert!(told.run.out.contains("binary file 1") && told.run.out.contains("picture 1"), "{}", told.run.out);
}

#[test]
fn zero_bytes_late_in_a_text_cost_themselves() {
    let paragraph = "“It is wet today,” said Ada Lund. The rain went on and on over the town.\n\n";
    let text = format!("Storm ahead\n\n{}“It is \0dry,” said Tom Roe.\n", paragraph.repeat(2_000));
    let room = Newsroom::with("late.txt", text);
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is dry", "--json"])["hits"][0]["speaker"], "Tom Roe");
}

#[test]
fn bytes_that_are_no_utf8_cost_themselves() {
    let mut torn = "Storm ahead\n\n“It is ".as_bytes().to_vec();
    torn.extend(b"\xff\xe2\x80");
    torn.extend(" wet today,” said Ada Lund in Núñez.\n".as_bytes());
    let room = Newsroom::with("torn.txt", torn);
    let wide: Vec<u8> =
        "\u{feff}Storm\n\n“It was loud,” said Inés Núñez.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    room.add("wide.txt", wide);
    room.add("windows.txt", b"Storm ahead\n\n\x93It isn\x92t over,\x94 said Ren\xe9 No\xebl.\n");
    assert_eq!(room.index().failures, [""; 0]);
    let said = |words: &str| room.desk.json(&["query", "--phrase", words, "--json"])["hits"][0]["speaker"].clone();
    assert_eq!(said("wet today"), "Ada Lund");
    assert_eq!(said("it isn't over"), "René Noël");
    assert_eq!(said("it was loud"), "Inés Núñez");
}

#[test]
fn of_json_that_is_cut_in_the_middle_all_before_is_read() {
    let list =
        "[{\"title\": \"Rain\", \"body\": \"“It is wet,” said Ada Lund.\"},\n {\"title\": \"Sun\", \"body\": \"“It is";
    let room = Newsroom::with("list.json", list);
    room.add("one.json", "{\"title\": \"Rain\",\n \"body\": \"It ends in");
    room.add("lines.jsonl", list.replace("[{", "{").replace(",\n", "\n"));
    let failures = room.index().failures;
    let whole = "(get the rest of the file; all before is read)";
    assert_eq!(failures.len(), 3, "{failures:#?}");
    assert!(failures[0].starts_with("news/lines.jsonl:2: JSON ends in the middle of a record"), "{}", failures[0]);
    assert_eq!(failures[1], format!("news/list.json:2: JSON ends in the middle of a record {whole}"));
    assert_eq!(failures[2], format!("news/one.json:1: JSON ends in the middle of a record {whole}"));
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 2);
}

#[test]
fn a_million_nulls_are_one_failure_and_the_record_among_them_is_read() {
    let nulls = "null,".repeat(500_000);
    let record = "{\"title\": \"Rain\", \"body\": \"“It is wet,” said Ada Lund.\"}";
    let room = Newsroom::with("nulls.json", format!("[{nulls}\n{record},\n{nulls}null]"));
    let told = room.index();
    assert!(told.failure().starts_with("news/nulls.json:1: 1000001 elements of the array are not records"));
    assert!(told.failure().ends_with("(write each article as an object with a title and a body)"));
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 1);
}

#[test]
fn a_page_without_text_and_one_nested_too_deep_are_told() {
    let room = Newsroom::with(
        "empty.html",
        "<html><head><title>Harbour</title></head><body><nav><a href=/>Home</a></nav><script>let x = 1;</script></body></html>",
    );
    let deep = format!("<html><body>{}“No,” said Ada Lund.", "<div>".repeat(100_000));
    room.add("deep.html", &deep);
    room.add("record.jsonl", serde_json::json!({ "title": "Deep", "body": deep }).to_string());
    let failures = room.index().failures;
    assert_eq!(failures.len(), 3, "{failures:#?}");
    assert!(failures[0].starts_with("news/deep.html:1: HTML nested too deep"), "{}", failures[0]);
    assert!(failures[0].ends_with("(save its text in a .txt file)"), "{}", failures[0]);
    assert!(failures[1].starts_with("news/empty.html"), "{}", failures[1]);
    assert!(failures[1].contains("no text left after removing navigation"), "{}", failures[1]);
    assert!(failures[2].starts_with("news/record.jsonl:1: HTML nested too deep"), "{}", failures[2]);
}

#[test]
fn a_title_and_nothing_else_is_no_article() {
    let room = Newsroom::with("title.txt", "Port strike ends\n");
    room.add("title.json", "{\"title\": \"Port strike ends\"}");
    room.add("title.md", "# Port strike ends\n");
    let failures = room.index().failures;
    assert_eq!(failures.len(), 3, "{failures:#?}");
    assert!(failures.iter().all(|failure| failure.contains(":1: a title and no text")), "{failures:#?}");
    assert!(failures[0].ends_with("(name the field that holds it: --field body=NAME)"), "{}", failures[0]);
}

#[test]
fn what_is_wrong_is_told_once_a_run_and_nothing_is_read_twice_for_it() {
    let room = Newsroom::with("cut.json", "{\"body\": \"It ends in");
    room.add("empty.txt", "");
    let first = room.index();
    assert!(first.run.out.contains("2 failed:\n  news/cut.json:1: "), "{}", first.run.out);
    let second = room.index();
    assert!(second.run.out.starts_with("nothing new to read"), "{}", second.run.out);
    // Mended, it is read.
    room.add("cut.json", "{\"body\": \"“It goes on,” said Ada Lund.\"}");
    assert!(room.index().run.out.starts_with("1 article with 1 quotation from 1 file"));
}
