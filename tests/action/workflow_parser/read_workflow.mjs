// Reads a workflow as GitHub does. usage: node read_workflow.mjs WORKFLOW <contexts.json
// Standard input: a list of `github` contexts. Output: the errors, the triggers, and for each context whether the job runs.
import { readFileSync } from "node:fs";
import { register } from "node:module";

register("./json_modules.mjs", import.meta.url);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");

const SUCCESS = { name: "success", minArgs: 0, maxArgs: 255, call: () => new data.BooleanData(true) };
const functions = new Map([["success", SUCCESS]]);

function runs(condition, github) {
  const context = new data.Dictionary({ key: "github", value: JSON.parse(JSON.stringify(github), data.reviver) });
  const tree = new Parser(new Lexer(condition).lex().tokens, ["github"], [SUCCESS]).parse();
  return new Evaluator(tree, context, functions).evaluate().coerceString() === "true";
}

const path = process.argv[2];
const parsed = parseWorkflow({ name: path, content: readFileSync(path, "utf8") }, new NoOperationTraceWriter());
const errors = parsed.context.errors.getErrors().map(String);
if (errors.length) {
  process.stdout.write(JSON.stringify({ errors, events: {}, runs: [] }));
} else {
  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  const contexts = JSON.parse(readFileSync(0, "utf8"));
  const result = {
    errors: (template.errors ?? []).map((error) => error.Message),
    events: template.events,
    runs: contexts.map((github) => runs(template.jobs[0].if.expression, github)),
  };
  process.stdout.write(JSON.stringify(result));
}
