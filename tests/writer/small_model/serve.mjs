// An OpenAI-compatible endpoint in front of a real small model: `node serve.mjs MODEL.gguf`. Prints its address.
import http from "node:http";
import { getLlama, LlamaChatSession } from "node-llama-cpp";

const MOST_TOKENS = 700; // of an answer: a cut one is none
const MOST_READ = 60; // tokens of the instructions and of the request, each: one core reads slowly
const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: process.argv[2] });
const context = await model.createContext({ contextSize: 8192, threads: 1 });
const sequence = context.getSequence();
let last = Promise.resolve(); // one request at a time: the model has one sequence

/** The schema with the lengths that a small model needs: left alone it fills one text until its tokens are used up. */
const bounded = (schema, maxLength = 30) => {
  if (schema.type === "string") return { ...schema, maxLength };
  if (schema.type === "array") return { ...schema, items: bounded(schema.items, 4), maxItems: 1 };
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties).map(([key, value]) => [key, bounded(value)]);
  return { ...schema, properties: Object.fromEntries(properties) };
};

/** The messages with no more of the request than fits beside the answer; its end says what the sections say today. */
const fitted = (text) => {
  const tokens = model.tokenize(text);
  return tokens.length <= MOST_READ ? text : model.detokenize([...tokens.slice(0, MOST_READ / 2), ...tokens.slice(-MOST_READ / 2)]);
};

const answer = async ({ messages, max_tokens, response_format }) => {
  await sequence.clearHistory();
  const said = (role) => messages.filter((each) => each.role === role).map((each) => [each.content].flat().map((part) => part.text ?? part).join(""));
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: fitted(said("system").join("\n")) });
  const schema = response_format?.json_schema?.schema;
  const grammar = schema && (await llama.createGrammarForJsonSchema(bounded(schema)));
  const request = said("user");
  const asked = fitted(request.length > 1 ? `${request[0]}\n${request.at(-1)}` : request[0]);
  const text = await session.prompt(asked, { grammar, maxTokens: Math.min(max_tokens ?? MOST_TOKENS, MOST_TOKENS), temperature: 0.7, seed: 17 });
  const counts = { prompt_tokens: sequence.nextTokenIndex, completion_tokens: model.tokenize(text).length };
  session.dispose({ disposeSequence: false });
  return { text, counts };
};

const body = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
};

const server = http.createServer(async (request, response) => {
  const asked = await body(request);
  const made = (last = last.catch(() => undefined).then(() => (request.socket.destroyed ? undefined : answer(asked))));
  try {
    const { text, counts } = await made;
    const choice = { index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" };
    const usage = { ...counts, total_tokens: counts.prompt_tokens + counts.completion_tokens };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 0, model: asked.model, choices: [choice], usage }));
  } catch (error) {
    response.statusCode = 500;
    response.end(JSON.stringify({ error: { message: String(error) } }));
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
