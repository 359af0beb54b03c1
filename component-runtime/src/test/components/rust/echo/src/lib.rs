//! Hands every value on to the host's function of the same name and returns what that returns, so that each type
//! crosses the boundary four times.

#[allow(warnings)]
mod bindings {
    wit_bindgen::generate!({
        path: "wit",
        world: "echo",
        ownership: Owning,
    });
}

use bindings::exports::test::echo::values::Guest;
use bindings::test::echo::types::*;
use bindings::test::echo::values as host;

struct Echo;

impl Guest for Echo {
    fn echo0(value: bool) -> bool {
        host::echo0(value)
    }

    fn echo1(value: i8) -> i8 {
        host::echo1(value)
    }

    fn echo2(value: u8) -> u8 {
        host::echo2(value)
    }

    fn echo3(value: i16) -> i16 {
        host::echo3(value)
    }

    fn echo4(value: u16) -> u16 {
        host::echo4(value)
    }

    fn echo5(value: i32) -> i32 {
        host::echo5(value)
    }

    fn echo6(value: u32) -> u32 {
        host::echo6(value)
    }

    fn echo7(value: i64) -> i64 {
        host::echo7(value)
    }

    fn echo8(value: u64) -> u64 {
        host::echo8(value)
    }

    fn echo9(value: f32) -> f32 {
        host::echo9(value)
    }

    fn echo10(value: f64) -> f64 {
        host::echo10(value)
    }

    fn echo11(value: char) -> char {
        host::echo11(value)
    }

    fn echo12(value: String) -> String {
        host::echo12(&value)
    }

    fn echo13(value: Vec<u8>) -> Vec<u8> {
        host::echo13(&value)
    }

    fn echo14(value: Vec<bool>) -> Vec<bool> {
        host::echo14(&value)
    }

    fn echo15(value: Vec<i16>) -> Vec<i16> {
        host::echo15(&value)
    }

    fn echo16(value: Vec<u64>) -> Vec<u64> {
        host::echo16(&value)
    }

    fn echo17(value: Vec<f32>) -> Vec<f32> {
        host::echo17(&value)
    }

    fn echo18(value: Vec<char>) -> Vec<char> {
        host::echo18(&value)
    }

    fn echo19(value: Vec<String>) -> Vec<String> {
        host::echo19(&value)
    }

    fn echo20(value: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        host::echo20(&value)
    }

    fn echo21(value: Pair) -> Pair {
        host::echo21(value)
    }

    fn echo22(value: Wide) -> Wide {
        host::echo22(&value)
    }

    fn echo23(value: Deep) -> Deep {
        host::echo23(&value)
    }

    fn echo24(value: Vec<Wide>) -> Vec<Wide> {
        host::echo24(&value)
    }

    fn echo25(value: (u8, String)) -> (u8, String) {
        host::echo25((value.0, &value.1))
    }

    fn echo26(value: (bool,)) -> (bool,) {
        host::echo26(value)
    }

    fn echo27(value: Shape) -> Shape {
        host::echo27(&value)
    }

    fn echo28(value: Vec<Shape>) -> Vec<Shape> {
        host::echo28(&value)
    }

    fn echo29(value: Color) -> Color {
        host::echo29(value)
    }

    fn echo30(value: Vec<Color>) -> Vec<Color> {
        host::echo30(&value)
    }

    fn echo31(value: Few) -> Few {
        host::echo31(value)
    }

    fn echo32(value: Some) -> Some {
        host::echo32(value)
    }

    fn echo33(value: Many) -> Many {
        host::echo33(value)
    }

    fn echo34(value: Option<u32>) -> Option<u32> {
        host::echo34(value)
    }

    fn echo35(value: Option<Option<String>>) -> Option<Option<String>> {
        host::echo35(value.as_ref().map(|inner| inner.as_deref()))
    }

    fn echo36(value: Option<Shape>) -> Option<Shape> {
        host::echo36(value.as_ref())
    }

    fn echo37(value: Result<(), ()>) -> Result<(), ()> {
        host::echo37(value)
    }

    fn echo38(value: Result<u8, ()>) -> Result<u8, ()> {
        host::echo38(value)
    }

    fn echo39(value: Result<(), String>) -> Result<(), String> {
        host::echo39(value.as_ref().map(|_| ()).map_err(|text| text.as_str()))
    }

    fn echo40(value: Result<f32, u64>) -> Result<f32, u64> {
        host::echo40(value)
    }

    fn echo41(value: Result<Vec<Deep>, Color>) -> Result<Vec<Deep>, Color> {
        host::echo41(value.as_deref())
    }

    fn swap(a: String, b: u32, c: Vec<u8>) -> (Vec<u8>, u32, String) {
        host::swap(&a, b, &c)
    }

    fn seventeen(
        a: u8, b: i8, c: u16, d: i16, e: u32, f: i32, g: u64, h: i64, i: f32, j: f64, k: bool, l: char, m: u8, n: u8, o: u8,
        p: u8, q: String,
    ) -> String {
        host::seventeen(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, &q)
    }

    fn sixteen(
        a: u8, b: i8, c: u16, d: i16, e: u32, f: i32, g: u64, h: i64, i: f32, j: f64, k: bool, l: char, m: u8, n: u8,
        q: String,
    ) -> String {
        host::sixteen(a, b, c, d, e, f, g, h, i, j, k, l, m, n, &q)
    }

    fn nothing() {
        host::nothing()
    }

    fn sum(values: Vec<u32>) -> u64 {
        host::sum(&values)
    }
}

impl bindings::exports::test::echo::telling::Guest for Echo {
    fn tell2(value: u8) -> String {
        format!("{value:?}")
    }

    fn tell3(value: i16) -> String {
        format!("{value:?}")
    }

    fn tell6(value: u32) -> String {
        format!("{value:?}")
    }

    fn tell8(value: u64) -> String {
        format!("{value:?}")
    }

    fn tell9(value: f32) -> String {
        format!("{value:?}")
    }

    fn tell11(value: char) -> String {
        format!("{value:?}")
    }

    fn tell19(value: Vec<String>) -> String {
        format!("{value:?}")
    }

    fn tell22(value: Wide) -> String {
        format!("{value:?}")
    }

    fn tell23(value: Deep) -> String {
        format!("{value:?}")
    }

    fn tell25(value: (u8, String)) -> String {
        format!("{value:?}")
    }

    fn tell27(value: Shape) -> String {
        format!("{value:?}")
    }

    fn tell28(value: Vec<Shape>) -> String {
        format!("{value:?}")
    }

    fn tell29(value: Color) -> String {
        format!("{value:?}")
    }

    fn tell32(value: Some) -> String {
        format!("{value:?}")
    }

    fn tell33(value: Many) -> String {
        format!("{value:?}")
    }

    fn tell35(value: Option<Option<String>>) -> String {
        format!("{value:?}")
    }

    fn tell36(value: Option<Shape>) -> String {
        format!("{value:?}")
    }

    fn tell38(value: Result<u8, ()>) -> String {
        format!("{value:?}")
    }

    fn tell39(value: Result<(), String>) -> String {
        format!("{value:?}")
    }

    fn tell40(value: Result<f32, u64>) -> String {
        format!("{value:?}")
    }

    fn tell41(value: Result<Vec<Deep>, Color>) -> String {
        format!("{value:?}")
    }
}

impl bindings::Guest for Echo {
    fn twice(text: String) -> String {
        bindings::log(&text);
        text.repeat(2)
    }
}

bindings::export!(Echo with_types_in bindings);
