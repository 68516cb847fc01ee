//! As much of JSON Schema (2020-12) as docs/schema.json uses; a keyword that is not known here is an error.

use serde_json::{Map, Value};

/// A schema with definitions.
pub struct Schema(Value);

impl Schema {
    pub fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the schema is JSON"))
    }

    /// Everything in `value` that is against the definition `name`.
    pub fn problems(&self, name: &str, value: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        self.check(self.definition(name), value, name, &mut problems);
        problems
    }

    /// The names of all fields that some definition has.
    pub fn fields(&self) -> Vec<&str> {
        let definitions = self.0["$defs"].as_object().expect("the schema has definitions").values();
        let objects = definitions.filter_map(|definition| definition["properties"].as_object());
        let mut fields: Vec<&str> = objects.flat_map(Map::keys).map(String::as_str).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    fn definition(&self, name: &str) -> &Value {
        let definition = &self.0["$defs"][name];
        assert!(definition.is_object(), "the schema has no definition {name}");
        definition
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, problems: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (keyword, rule) in schema {
            let holds = match keyword.as_str() {
                "description" => true,
                "$ref" => {
                    let name = rule.as_str().and_then(|path| path.strip_prefix("#/$defs/"));
                    self.check(self.definition(name.expect("a reference to a definition")), value, at, problems);
                    true
                }
                "type" => types(rule).any(|name| is_type(value, name)),
                "const" => value == rule,
                "enum" => items(rule).contains(value),
                "anyOf" => items(rule).iter().any(|schema| {
                    let mut against = Vec::new();
                    self.check(schema, value, at, &mut against);
                    against.is_empty()
                }),
                "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
                "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
                "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= rule.as_u64().expect("a number")),
                "format" => value.as_str().is_none_or(|text| has_format(text, rule.as_str().expect("a name"))),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{index}]"), problems);
                    }
                    true
                }
                "required" => value.as_object().is_none_or(|object| {
                    items(rule).iter().all(|name| object.contains_key(name.as_str().expect("a field's name")))
                }),
                // Checked with `additionalProperties`, which every object here has.
                "properties" => schema.contains_key("additionalProperties"),
                "additionalProperties" => {
                    self.check_fields(schema, value, at, problems);
                    true
                }
                unknown => panic!("{unknown}: this keyword is not checked here"),
            };
            if !holds {
                problems.push(format!("{at}: {value} is against {keyword}: {rule}"));
            }
        }
    }

    fn check_fields(&self, schema: &Map<String, Value>, value: &Value, at: &str, problems: &mut Vec<String>) {
        for (name, field) in value.as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            match (schema.get("properties").and_then(|known| known.get(name)), &schema["additionalProperties"]) {
                (Some(known), _) => self.check(known, field, &at, problems),
                (None, Value::Bool(false)) => problems.push(format!("{at}: the schema has no such field")),
                (None, others) => self.check(others, field, &at, problems),
            }
        }
    }
}

fn items(rule: &Value) -> &[Value] {
    rule.as_array().expect("a list")
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let list = rule.as_array().map_or_else(|| std::slice::from_ref(rule), Vec::as_slice);
    list.iter().map(|name| name.as_str().expect("a type's name"))
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("{unknown}: no type"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    match format {
        "date" => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        "date-time" => text.len() > 10 && text.parse::<jiff::Timestamp>().is_ok(),
        unknown => panic!("{unknown}: this format is not checked here"),
    }
}

#[test]
fn what_is_against_a_schema_is_told() {
    let schema = Schema::read(
        r##"{"$defs": {
            "thing": {
                "type": "object",
                "properties": {
                    "day": {"type": ["string", "null"], "format": "date"},
                    "parts": {"type": "array", "items": {"$ref": "#/$defs/share"}, "minItems": 1},
                    "version": {"const": 1},
                    "when": {"anyOf": [{"type": "null"}, {"type": "string", "format": "date-time"}]},
                    "map": {"type": "object", "additionalProperties": {"type": "integer"}},
                    "kind": {"enum": ["a", null]}
                },
                "required": ["day", "parts"],
                "additionalProperties": false
            },
            "share": {"type": "number", "minimum": 0, "maximum": 1}
        }}"##,
    );
    let problems = |text: &str| schema.problems("thing", &serde_json::from_str(text).unwrap()).len();
    assert_eq!(problems(r#"{"day": "2025-01-31", "parts": [0, 0.5, 1]}"#), 0);
    assert_eq!(
        problems(
            r#"{"day": null, "parts": [1], "version": 1, "when": "2025-01-31T10:00:00Z", "map": {"x": 1}, "kind": null}"#
        ),
        0
    );
    for wrong in [
        r#"{"day": "2025-02-31", "parts": [1]}"#,
        r#"{"day": 1, "parts": [1]}"#,
        r#"{"parts": [1]}"#,
        r#"{"day": null, "parts": []}"#,
        r#"{"day": null, "parts": [1.5]}"#,
        r#"{"day": null, "parts": [-1]}"#,
        r#"{"day": null, "parts": ["1"]}"#,
        r#"{"day": null, "parts": [1], "version": 2}"#,
        r#"{"day": null, "parts": [1], "when": "2025-01-31"}"#,
        r#"{"day": null, "parts": [1], "map": {"x": "1"}}"#,
        r#"{"day": null, "parts": [1], "kind": "b"}"#,
        r#"{"day": null, "parts": [1], "more": 1}"#,
    ] {
        assert_eq!(problems(wrong), 1, "{wrong}");
    }
    assert_eq!(schema.fields(), ["day", "kind", "map", "parts", "version", "when"]);
}
