// People paste what they have: an id, a header, a JSON body, a whole log line. These are the ids in it, likeliest first.

const LONGEST = 200;
const MOST = 8;
const NAMED = /["']?(?:x-)?(?:provider[-_])?(?:request|trace|task|call|event|correlation)[-_]?id["']?\s*[:=]\s*["']?([^\s"',;}\])]+)/gi;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const PREFIXED = /\b(?:req|request|chatcmpl|resp|msg|task|call|trace)[-_][\w-]{6,}/gi;
const HEX = /\b[0-9a-f]{32}\b/gi;

export function candidates(pasted) {
  const text = pasted.trim();
  const whole = text.length <= LONGEST && !/[\s{}"]/.test(text) ? [text] : [];
  const found = [...text.matchAll(NAMED)].map((match) => match[1]);
  const shaped = [UUID, PREFIXED, HEX].flatMap((shape) => text.match(shape) ?? []);
  const all = [...new Set([...whole, ...found, ...shaped])].slice(0, MOST);
  return all.length > 0 ? all : [text];
}
