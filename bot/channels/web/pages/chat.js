"use strict";

const RETRY_SECONDS = [1, 2, 4, 8, 15];
const backoff = (tries) => 1000 * RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)];
const REFUSED = [401, 403, 404, 410];
const WAITING = `tungngo:${location.pathname}:say:`;
const PRESSED = `tungngo:${location.pathname}:pressed`;

const byId = (id) => document.getElementById(id);
const [log, text, bar, newest, toast] = ["log", "text", "link", "newest", "toast"].map(byId);
const turns = new Map(); // position -> turn
const own = new Map(); // client key -> turn the stream has not confirmed yet
let last = 0, lastBot = 0, acknowledged = 0; // positions: received, of the bot, reported as seen
let following = true, scrollTop = 0; // the reader is at the end of the log
let stream, toastTimer, seenTimer, reconnectTimer, barTimer, failures = 0;
let gone = false; // the link is no longer good

// What the phone remembers. In-app browsers may refuse storage; then memory alone has to do.
const stored = (action) => { try { return action(localStorage); } catch { return null; } };

// One entry per message, so that two windows never overwrite each other's queue.
const kept = stored((store) => Object.keys(store).filter((key) => key.startsWith(WAITING))) || [];
let queue = kept.map((key) => stored((store) => JSON.parse(store.getItem(key)))).filter(Boolean);
queue.sort((a, b) => a.written - b.written);
const pressed = stored((store) => JSON.parse(store.getItem(PRESSED))) || [];

function enqueue(item) {
  queue.push(item);
  stored((store) => store.setItem(WAITING + item.key, JSON.stringify(item)));
  endNap();
  pump();
}

function forget(key) {
  queue = queue.filter((item) => item.key !== key);
  stored((store) => store.removeItem(WAITING + key));
}

// Drawing.
function newTurn(side) {
  const turn = byId("turn").content.firstElementChild.cloneNode(true);
  for (const element of [turn, turn.querySelector(".bubble")]) element.classList.add(side);
  return turn;
}

function setState(turn, words, trouble = false) {
  turn.querySelector(".state").textContent = words;
  turn.classList.toggle("trouble", trouble);
}

function drawPending(item) {
  const turn = newTurn("me");
  const bubble = turn.querySelector(".bubble");
  bubble.classList.add("pending");
  bubble.textContent = item.text;
  setState(turn, "đang gửi…");
  own.set(item.key, turn);
  log.append(turn);
}

function choiceButton({ id, label }) {
  const button = document.createElement("button");
  button.addEventListener("click", () => press(id));
  return Object.assign(button, { type: "button", className: "choice", id: `choice-${id}`, value: id, textContent: label });
}

function fill(turn, entry) {
  endSending(turn);
  turn.querySelector(".bubble").innerHTML = entry.html; // the server's safe subset, escaped there
  turn.querySelector(".time").textContent = entry.at || "";
  setState(turn, "");
  const choices = turn.querySelector(".choices");
  choices.replaceChildren(...(entry.choices || []).map(choiceButton));
  choices.hidden = !choices.firstChild;
}

function refreshChoices() {
  const groups = log.querySelectorAll(".choices:not([hidden])");
  const wasPressed = (button) => pressed.includes(button.value);
  for (const button of log.querySelectorAll(".choice")) {
    const group = button.parentNode;
    button.disabled = gone || group !== groups[groups.length - 1] || [...group.children].some(wasPressed);
    button.setAttribute("aria-pressed", wasPressed(button));
  }
}

// Messages still on their way stay below everything the server has already put in order.
function place(entry) {
  if (turns.has(entry.edits)) return turns.get(entry.edits);
  const turn = own.get(entry.key) || newTurn(entry.side);
  turn.querySelector(".bubble").classList.remove("pending");
  const pending = log.querySelector(".bubble.pending");
  log.insertBefore(turn, pending && pending.parentNode);
  return turn;
}

function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
  following = true;
  newest.hidden = true;
}

function showToast(words) {
  if (!words) return;
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 5000);
}
const showBar = (words) => { bar.textContent = words; bar.hidden = !words; };

// Receiving.
function receive(event) {
  const entry = JSON.parse(event.data);
  if (entry.position <= last) return; // a new connection may start again from the beginning
  last = entry.position;
  const turn = place(entry);
  turns.set(entry.position, turn);
  fill(turn, entry);
  if (entry.key) { forget(entry.key); own.delete(entry.key); }
  refreshChoices();
  if (following) scrollToEnd(); else newest.hidden = false;
  if (entry.side === "bot") { lastBot = entry.position; seenSoon(); }
}

const seenSoon = () => { clearTimeout(seenTimer); seenTimer = setTimeout(sendSeen, 600); };
async function sendSeen() {
  const position = lastBot;
  if (gone || document.hidden || !following || position <= acknowledged) return;
  const { status } = await post("seen", { position });
  if (status >= 200 && status < 300) acknowledged = Math.max(acknowledged, position);
}

function connect() {
  if (gone) return;
  clearTimeout(reconnectTimer);
  if (stream) stream.close();
  // Only the browser itself can send Last-Event-ID; a new EventSource says where it stands in the address.
  stream = new EventSource(last ? `stream?after=${last}` : "stream");
  stream.addEventListener("message", receive);
  stream.addEventListener("clock", showClock);
  stream.addEventListener("open", connected);
  stream.addEventListener("error", disconnected);
}

function showClock(event) {
  const { now, stop } = JSON.parse(event.data);
  byId("clock").textContent = now;
  if (byId("jump") && stop) showStop(stop);
}
const showStop = (stop) => { byId("jump").textContent = `Tua tới ${stop}`; };

function connected() {
  failures = 0;
  barTimer = clearTimeout(barTimer);
  showBar("");
  awake();
}

function disconnected() {
  barTimer = barTimer || setTimeout(showBar, 1500, "Mất kết nối, đang nối lại…");
  if (stream.readyState === EventSource.CLOSED) reconnectOrGiveUp();
}

// EventSource hides the status that closed it, so the same address is asked once more.
async function reconnectOrGiveUp() {
  const { status } = await request(`stream?after=${last}`, { headers: { Accept: "text/event-stream" } });
  if (REFUSED.includes(status)) return giveUp();
  reconnectTimer = setTimeout(connect, backoff(failures++));
}

function giveUp() {
  gone = true;
  stream.close();
  clearTimeout(barTimer);
  showBar("Trò chuyện này không còn mở được trên máy này. Tải lại trang để xem vì sao và vào lại.");
  text.disabled = byId("send").disabled = byId("attach").disabled = true;
  own.forEach((turn) => setState(turn, "chưa gửi được", true));
  refreshChoices();
}

function awake() {
  if (stream.readyState === EventSource.CLOSED) connect();
  endNap();
  seenSoon();
}

// Sending: strictly in order, one in flight, the same key until the server has answered.
async function request(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 20000);
  try {
    const answer = await fetch(path, { ...options, signal: stop.signal });
    const data = options.method === "POST" && await answer.json().catch(() => null);
    return { status: answer.status, data: data || {} };
  } catch {
    return { status: 0, data: {} };
  } finally {
    clearTimeout(timer);
    stop.abort(); // the stream's body never ends by itself
  }
}

const headers = { "Content-Type": "application/json" };
const post = (path, body) => request(path, { method: "POST", headers, body: JSON.stringify(body) });

let pumping = false, endNap = () => {};
const nap = (milliseconds) => new Promise((done) => { endNap = done; setTimeout(done, milliseconds); });
async function pump() {
  if (pumping) return;
  pumping = true;
  for (let tries = 0; queue.length && !gone;) {
    const item = queue[0];
    const { status, data } = await post("say", item);
    if (REFUSED.includes(status)) return giveUp();
    if (status === 0 || status === 429 || status >= 500) {
      note(item, "chờ mạng");
      await nap(backoff(tries++));
      continue;
    }
    tries = 0;
    settle(item, status, data);
  }
  pumping = false;
}

function note(item, words, trouble) {
  if (!queue.includes(item)) return; // the stream has confirmed it meanwhile
  const button = byId(`choice-${item.choice}`);
  const turn = button ? button.closest(".turn") : own.get(item.key);
  if (turn) setState(turn, words, trouble);
  if (following) scrollToEnd();
}

function settle(item, status, data) {
  if (status === 200) {
    note(item, item.choice ? "" : "đang gửi…");
    showToast(data.notice);
    // Accepted but still not on the stream: the connection is probably dead without knowing it.
    setTimeout(() => { if (own.has(item.key)) connect(); }, 8000);
  } else {
    note(item, data.error || "Tin này chưa gửi được.", true);
    if (own.has(item.key)) own.get(item.key).querySelector(".bubble").classList.replace("pending", "failed");
    own.delete(item.key);
  }
  forget(item.key);
}

// What the person does. randomUUID is absent on old phones and without HTTPS.
const randomHex = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : randomHex());

function say() {
  if (gone) return;
  const words = sendChosen(text.value.trim());
  text.value = "";
  grow();
  if (words) sayWords(words);
}

function sayWords(words) {
  const item = { key: newKey(), text: words, written: Date.now() };
  drawPending(item);
  scrollToEnd();
  enqueue(item);
}

function press(choice) {
  pressed.push(choice);
  stored((store) => store.setItem(PRESSED, JSON.stringify(pressed.slice(-50))));
  refreshChoices();
  enqueue({ key: newKey(), choice, written: Date.now() });
}

async function jump() {
  const { status, data } = await post("/sample/jump", {});
  const done = status >= 200 && status < 300;
  showToast(done ? data.notice : data.error || "Chưa tua được, xin bấm lại.");
  if (done && data.next) showStop(data.next);
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + text.offsetHeight - text.clientHeight}px`;
}

function enterSends(event) {
  // While a Vietnamese keyboard is still composing a word, Enter belongs to the keyboard.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  say();
}

// Only going up means reading back: the log also moves when the keyboard or a bar takes its height.
function scrolled() {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  if (atEnd || log.scrollTop < scrollTop) following = atEnd;
  scrollTop = log.scrollTop;
  if (atEnd) { newest.hidden = true; seenSoon(); }
}

byId("compose").addEventListener("submit", (event) => { event.preventDefault(); say(); text.focus(); });
text.addEventListener("input", grow);
text.addEventListener("keydown", enterSends);
log.addEventListener("scroll", scrolled);
newest.addEventListener("click", scrollToEnd);
window.addEventListener("online", awake);
document.addEventListener("visibilitychange", awake);
if (byId("jump")) byId("jump").addEventListener("click", jump);
new ResizeObserver(() => { if (following) scrollToEnd(); }).observe(log); // the keyboard opens

queue.filter((item) => item.text).forEach(drawPending);
document.addEventListener("DOMContentLoaded", () => { connect(); pump(); }); // the other scripts are there by then
