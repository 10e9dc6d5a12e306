// An OpenAI-compatible endpoint with faults: the name of the model says which. Prints its address, and runs until it is ended.
import { LLMock } from "@copilotkit/aimock";

const nothing = JSON.stringify({ description: [], key_findings: [], general_description: [], recommended_practice: [] });
const invented = [{ text: "Zorblatt is 31337.25 times better.", facts: ["F1"] }];
const error = (status, message, more = {}) => ({ error: { message, type: "fault" }, status, ...more });
const faults = {
  good: [{ content: nothing }],
  "busy once": [error(429, "slow down", { retryAfter: 1 }), { content: nothing }],
  "busy always": [error(429, "slow down", { retryAfter: 1 })],
  "down once": [error(503, "overloaded"), { content: nothing }],
  "down always": [error(503, "overloaded")],
  "wrong key": [error(401, "Incorrect API key provided: sk-secret")],
  "no such model": [error(404, "no such model")],
  malformed: [{ content: "Zorblatt" }, { chaos: { malformedRate: 1 } }],
  "cut off": [{ content: '{"description": [{"text": "Zorb', finishReason: "length" }],
  disconnects: [{ content: nothing }, { chaos: { disconnectRate: 1 } }],
  hangs: [{ content: nothing }, { chaos: { latencyMs: 30000 } }],
  refuses: [{ content: "I'm sorry, but I can't help with that." }],
  filtered: [{ content: "Zorblatt", finishReason: "content_filter" }],
  "wrong schema": [{ content: JSON.stringify({ title: "Zorblatt" }) }],
  invents: [{ content: JSON.stringify({ description: invented, key_findings: invented }) }],
};

const mock = new LLMock({ port: 0 });
for (const [model, [first, second]] of Object.entries(faults)) {
  const isOption = second?.chaos !== undefined;
  if (second && !isOption) {
    let count = 0;
    mock.on({ predicate: (request) => request.model === model && count++ === 0 }, first);
    mock.on({ predicate: (request) => request.model === model }, second);
  } else {
    mock.on({ predicate: (request) => request.model === model }, first, isOption ? second : {});
  }
}
await mock.start();
console.log(mock.url);
