/** The project as the tidy rules see it: texts by path, and what the TypeScript of each file imports, uses and says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Project {
  /** Every text file we wrote, by its path from the root. */
  readonly files: ReadonlyMap<string, string>;
  /** Module → what it may import, in dependency order. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
}

export interface Facts {
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean; readonly line: number }[];
  /** Names of globals and casts that some rule bans: `Date.now`, `process.env`, `as unknown as` … */
  readonly uses: readonly { readonly name: string; readonly line: number }[];
  readonly strings: readonly { readonly text: string; readonly line: number }[];
  readonly refusals: readonly { readonly code: string; readonly status: number; readonly line: number }[];
}

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.data', 'test-results', 'playwright-report', 'package-lock.json', 'schema.d.ts', 'openapi.json']);
const TEXT = /\.(ts|vue|mjs|js|sql|json|md|html|css|yml|svg)$|^\.ci\/run$/;

/** Reads the work tree. */
export function readProject(modules: Project['modules']): Project {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && TEXT.test(path)) files.set(path, readFileSync(join(ROOT, path), 'utf8'));
    }
  };
  walk('');
  return { files, modules };
}

const known = new Map<string, Facts>();

/** The facts of a file's TypeScript; a .vue file's are those of its script. */
export function factsOf(path: string, text: string): Facts {
  const key = `${path}\0${text}`;
  const found = known.get(key) ?? parse(path.endsWith('.vue') ? scriptOf(text) : text);
  known.set(key, found);
  return found;
}

/** Keeps the line numbers of the file. */
function scriptOf(vue: string): string {
  const start = vue.search(/<script[^>]*>/);
  if (start < 0) return '';
  const before = vue.slice(0, vue.indexOf('>', start) + 1);
  return before.replaceAll(/[^\n]/g, ' ') + vue.slice(before.length, vue.indexOf('</script>', start));
}

function parse(text: string): Facts {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const facts = { imports: [], uses: [], strings: [], refusals: [] } as { -readonly [Key in keyof Facts]: Facts[Key][number][] };
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const from = importedFrom(node);
    if (from !== undefined) facts.imports.push({ from, typeOnly: isTypeOnly(node), line });
    const name = usedName(node);
    if (name !== undefined) facts.uses.push({ name, line });
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) facts.strings.push({ text: wordsOf(node), line });
    facts.refusals.push(...definedRefusals(node).map((refusal) => ({ ...refusal, line })));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return facts;
}

function importedFrom(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) return node.moduleSpecifier.text;
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [argument] = node.arguments;
  return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { isTypeOnly: whole, name, namedBindings } = node.importClause;
  return whole || (!name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.every((element) => element.isTypeOnly));
}

function usedName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'toFixed' ? 'toFixed' : node.getText().replaceAll(/\s/g, '');
  if (ts.isIdentifier(node) && node.text === 'parseFloat') return 'parseFloat';
  if (ts.isDebuggerStatement(node)) return 'debugger';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0) return 'new Date()';
  const unknownCast = ts.isAsExpression(node) && ts.isAsExpression(node.expression) && node.expression.type.kind === ts.SyntaxKind.UnknownKeyword;
  return unknownCast ? 'as unknown as' : undefined;
}

/** A string's words; what a template inserts shows as a space. */
function wordsOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ') : node.text;
}

function definedRefusals(node: ts.Node): { code: string; status: number }[] {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'defineRefusals') return [];
  const [module, statuses] = node.arguments;
  if (!module || !ts.isStringLiteral(module) || !statuses || !ts.isObjectLiteralExpression(statuses)) return [];
  return statuses.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => ({ code: `${module.text}.${name.getText()}`, status: Number(initializer.getText()) }));
}
