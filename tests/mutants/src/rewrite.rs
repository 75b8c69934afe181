//! One file rewritten: each mutant becomes a branch beside the code that it is a mutant of.

use crate::list::Mutant;
use proc_macro2::{LineColumn, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// What is put in at one byte of the source, and where in it which mutant's own code lies.
struct Edit {
    at: usize,
    order: (bool, isize),
    skip: usize,
    text: String,
    branches: Vec<(Range<usize>, usize)>,
}

/// A file as rewritten.
pub struct Rewritten {
    pub text: String,
    /// Bytes of `text` that are one mutant's code.
    pub branches: Vec<(Range<usize>, usize)>,
    /// Mutants put in.
    pub put: Vec<usize>,
}

struct Writer<'a> {
    text: &'a str,
    wanted: BTreeMap<((usize, usize), &'a str), Vec<&'a Mutant>>,
    edits: Vec<Edit>,
    put: Vec<usize>,
}

/// Rewrites a file's text for these mutants of it.
pub fn rewrite(text: &str, mutants: &[&Mutant]) -> syn::Result<Rewritten> {
    let mut wanted: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for m in mutants {
        wanted.entry((m.start, m.genre.as_str())).or_default().push(*m);
    }
    let file = syn::parse_file(text)?;
    let mut w = Writer { text, wanted, edits: vec![], put: vec![] };
    w.visit_file(&file);
    w.edits.sort_by_key(|e| (e.at, e.order));
    let mut done = Rewritten { text: String::new(), branches: vec![], put: w.put };
    let mut from = 0;
    for e in w.edits {
        done.text.push_str(&text[from..e.at]);
        let base = done.text.len();
        done.branches.extend(e.branches.into_iter().map(|(r, id)| (r.start + base..r.end + base, id)));
        done.text.push_str(&e.text);
        from = e.at + e.skip;
    }
    done.text.push_str(&text[from..]);
    Ok(done)
}

fn is_let(e: &syn::Expr) -> bool {
    match e {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(b) => matches!(b.op, syn::BinOp::And(_)) && (is_let(&b.left) || is_let(&b.right)),
        _ => false,
    }
}

fn gives_an_iterator(signature: &syn::Signature) -> bool {
    let syn::ReturnType::Type(_, of) = &signature.output else { return false };
    let syn::Type::ImplTrait(of) = &**of else { return false };
    let named =
        |b: &syn::TypeParamBound| matches!(b, syn::TypeParamBound::Trait(t) if t.path.segments[0].ident == "Iterator");
    of.bounds.iter().any(named)
}

impl<'a> Writer<'a> {
    fn taken(&mut self, at: LineColumn, genre: &'static str) -> Vec<&'a Mutant> {
        let found = self.wanted.remove(&((at.line, at.column + 1), genre)).unwrap_or_default();
        self.put.extend(found.iter().map(|m| m.id));
        found
    }

    /// Puts `text` before (`opens`) or after what lies at `at`, outside of what is put there later.
    fn put(&mut self, at: usize, opens: bool, text: String, branches: Vec<(Range<usize>, usize)>) {
        let n = self.edits.len().cast_signed();
        self.edits.push(Edit { at, order: (opens, if opens { n } else { -n }), skip: 0, text, branches });
    }

    /// `node` as it is, or with one of its parts replaced.
    fn wrap(&mut self, node: Span, part: Span, mutants: &[&Mutant]) {
        let (Some(first), Some(last)) = (mutants.first(), mutants.last()) else { return };
        let (node, part) = (node.byte_range(), part.byte_range());
        self.put(node.start, true, format!("(if crate::mutant::off({}, {}) {{(", first.id, last.id), vec![]);
        let (mut text, mut branches) = (")}".to_owned(), vec![]);
        for m in mutants {
            text += " else ";
            if m.id != last.id {
                let _ = write!(text, "if crate::mutant::is({}) ", m.id);
            }
            let start = text.len();
            text += "{(";
            text += &self.text[node.start..part.start];
            text += &m.replacement;
            text += &self.text[part.end..node.end];
            text += ")}";
            branches.push((start..text.len(), m.id));
        }
        text.push(')');
        self.put(node.end, false, text, branches);
    }

    /// A function: `const` taken away, which no switch can be read in, and each other value a return at its start.
    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if let Some(c) = signature.constness {
            let at = c.span().byte_range();
            let order = (true, self.edits.len().cast_signed());
            self.edits.push(Edit { at: at.start, order, skip: at.len(), text: String::new(), branches: vec![] });
        }
        let Some(first) = block.stmts.first() else { return };
        let mutants = self.taken(first.span().start(), "FnValue");
        let lazy = !mutants.is_empty() && gives_an_iterator(signature);
        for m in mutants {
            let value = if lazy {
                format!("crate::mutant::Of::New({}.collect::<Vec<_>>().into_iter())", m.replacement)
            } else {
                m.replacement.clone()
            };
            let head = format!("if !crate::mutant::off({0}, {0}) ", m.id);
            let text = format!("{head}{{ return {value}; }} ");
            let branch = (head.len()..text.len(), m.id);
            self.put(first.span().byte_range().start, true, text, vec![branch]);
        }
        if lazy {
            self.put(first.span().byte_range().start, true, "crate::mutant::Of::Old({".to_owned(), vec![]);
            self.put(block.brace_token.span.close().byte_range().start, false, "})".to_owned(), vec![]);
        }
    }
}

impl Visit<'_> for Writer<'_> {
    fn visit_item_fn(&mut self, f: &syn::ItemFn) {
        self.body(&f.sig, &f.block);
        visit::visit_item_fn(self, f);
    }

    fn visit_impl_item_fn(&mut self, f: &syn::ImplItemFn) {
        self.body(&f.sig, &f.block);
        visit::visit_impl_item_fn(self, f);
    }

    fn visit_trait_item_fn(&mut self, f: &syn::TraitItemFn) {
        if let Some(block) = &f.default {
            self.body(&f.sig, block);
        }
        visit::visit_trait_item_fn(self, f);
    }

    // What is worked out while compiling cannot read a switch.
    fn visit_item_const(&mut self, _: &syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &syn::ImplItemConst) {}
    fn visit_expr_repeat(&mut self, e: &syn::ExprRepeat) {
        self.visit_expr(&e.expr);
    }
    fn visit_type_array(&mut self, _: &syn::TypeArray) {}
    fn visit_pat(&mut self, _: &syn::Pat) {}

    fn visit_expr_binary(&mut self, e: &syn::ExprBinary) {
        let chain = is_let(&e.left) || is_let(&e.right);
        if !chain {
            let mutants = self.taken(e.op.span().start(), "BinaryOperator");
            self.wrap(e.span(), e.op.span(), &mutants);
        }
        visit::visit_expr_binary(self, e);
    }

    fn visit_expr_unary(&mut self, e: &syn::ExprUnary) {
        let mutants = self.taken(e.op.span().start(), "UnaryOperator");
        self.wrap(e.span(), e.op.span(), &mutants);
        visit::visit_expr_unary(self, e);
    }

    fn visit_expr_struct(&mut self, e: &syn::ExprStruct) {
        for pair in e.fields.pairs() {
            for m in self.taken(pair.value().span().start(), "StructField") {
                self.wrap(e.span(), pair.span(), &[m]);
            }
        }
        visit::visit_expr_struct(self, e);
    }

    fn visit_arm(&mut self, a: &syn::Arm) {
        let deleted = self.taken(a.span().start(), "MatchArm");
        if let Some(m) = deleted.first() {
            let off = format!("crate::mutant::off({0}, {0})", m.id);
            match &a.guard {
                None => self.put(a.pat.span().byte_range().end, true, format!(" if {off} "), vec![]),
                Some((_, guard)) => {
                    let at = guard.span().byte_range();
                    self.put(at.start, true, format!("{off} && ("), vec![]);
                    self.put(at.end, false, ")".to_owned(), vec![]);
                }
            }
        }
        if let Some((_, guard)) = &a.guard {
            let mutants = self.taken(guard.span().start(), "MatchArmGuard");
            self.wrap(guard.span(), guard.span(), &mutants);
        }
        visit::visit_arm(self, a);
    }
}
