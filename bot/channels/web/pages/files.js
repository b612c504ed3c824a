"use strict";

// Files: chosen, dropped or pasted they wait in the tray; "Gửi" sends them one after the other, beside the words.

const { largest, caption: captionLength, longest } = document.body.dataset;
const isOffice = "office" in document.body.dataset;
const [LARGEST, CAPTION, LONGEST] = [largest, captionLength, longest].map(Number);
const MOST = 10; // files at once
const SILENCE = 45000; // without progress: the line is dead
const PHOTO_SIDE = 2000; // a photo is made no larger than this, as messengers do; its place goes with what is left out
const [tray, chosenList, refusedNote, picker, drop] = ["tray", "chosen", "refused", "picker", "drop"].map(byId);
const LIMIT = `${Math.floor(LARGEST / 1024 / 1024)} MB`;

let chosen = []; // {name, size, file} or {name, table}
let refused = []; // why others were not taken
let uploads = []; // what is on its way, the first of it now

const tell = (words) => { byId("told").textContent = words; };
const sized = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`);

// The tray.
function choose(files) {
  refused = [];
  for (const file of files) {
    if (file.size > LARGEST) refused.push(`${file.name} lớn quá (${sized(file.size)}). Mỗi tệp gửi được nhiều nhất ${LIMIT}.`);
    else if (!file.size) refused.push(`${file.name} trống, hoặc là một thư mục, nên chưa gửi được.`);
    else if (chosen.length >= MOST) refused.push(`${file.name} chưa lấy: mỗi lần gửi nhiều nhất ${MOST} tệp.`);
    else chosen.push({ name: file.name || "ảnh.png", size: file.size, file });
  }
  showTray();
}

function chooseText(found, called) {
  chosen.push({ name: called, table: found });
  showTray();
}

function showTray() {
  chosenList.replaceChildren(...chosen.map(trayItem));
  refusedNote.textContent = refused.join("\n");
  refusedNote.hidden = !refused.length;
  tray.hidden = !chosen.length && !refused.length;
  text.placeholder = chosen.length ? "Ghi thêm…" : "Nhắn ở đây…";
  const names = chosen.map((one) => one.name).join(", ");
  tell([...refused, chosen.length ? `Đã chọn ${names}. Bấm Gửi để gửi.` : ""].filter(Boolean).join(" "));
  if (following) scrollToEnd();
}

function trayItem(one) {
  const item = document.createElement("li");
  const words = document.createElement("p");
  const size = Object.assign(document.createElement("span"), { className: "size", textContent: one.table ? tableSize(one.table) : sized(one.size) });
  words.append(one.name, size);
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "Bỏ" });
  leave.setAttribute("aria-label", `Bỏ ${one.name}`);
  leave.addEventListener("click", () => { chosen = chosen.filter((other) => other !== one); showTray(); text.focus(); });
  item.append(words, leave);
  return item;
}

const tableSize = ({ rows, columns, text: inside }) => (rows ? `${rows} dòng, ${columns} cột` : `${inside.length} chữ`);

// Sending. Returns the words that have not gone with a file.
function sendChosen(words) {
  if (!chosen.length) return words;
  const going = chosen, only = going.length === 1 && going[0].table;
  chosen = refused = [];
  showTray();
  if (only && isMessage(only, words)) return [words, only.text].filter(Boolean).join("\n");
  const goes = words.length <= CAPTION;
  going.forEach((one, place) => sendOne(one, place === 0 && goes ? words : ""));
  return goes ? "" : words;
}

// Small tables are read as what is written; a cell of several lines can only be told in a file.
const isMessage = (table, words) => words.length + table.text.length < LONGEST && !(table.folded && isOffice);

async function sendOne(one, caption) {
  const item = { key: newKey(), name: one.table ? `${one.name}.csv` : one.name, caption, written: Date.now() };
  drawPending({ key: item.key, text: [`Tệp: ${item.name}`, caption].filter(Boolean).join("\n") });
  item.turn = own.get(item.key);
  drawSending(item);
  scrollToEnd();
  uploads.push(item);
  try {
    item.body = one.table ? new Blob(["\ufeff", one.table.text]) : await bytesOf(one.file, item);
  } catch {
    settleFile(item, 400, { error: "Máy chưa mở được tệp này, xin chọn lại ạ." });
  }
  pumpFiles();
}

// Read now: a file that is moved or changed before the line is back would be lost.
async function bytesOf(file, item) {
  const photo = await smaller(file).catch(() => null);
  if (photo) item.name = item.name.replace(/\.\w+$/, "") + ".jpg";
  return photo || new Blob([await new Response(file).arrayBuffer()]);
}

async function smaller(file) {
  if (!/^image\/(?:jpeg|heic|heif|webp)$/.test(file.type)) return null;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
}

function drawSending(item) {
  const line = Object.assign(document.createElement("div"), { className: "sending" });
  item.bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  item.bar.setAttribute("aria-label", `Đang gửi ${item.name}`);
  const stop = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "Thôi gửi" });
  stop.setAttribute("aria-label", `Thôi gửi ${item.name}`);
  stop.addEventListener("click", () => { item.stopped = true; if (item.ask) item.ask.abort(); endFileNap(); settleFile(item, 0, { error: "đã thôi gửi" }); });
  line.append(item.bar, stop);
  item.turn.insertBefore(line, item.turn.querySelector(".foot"));
}

function endSending(turn) {
  const line = turn.querySelector(".sending");
  if (line) line.remove();
}

const inHeader = (told) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(told))));

function upload(item) {
  return new Promise((done) => {
    const ask = item.ask = new XMLHttpRequest();
    let silent;
    const heard = () => { clearTimeout(silent); silent = setTimeout(() => ask.abort(), SILENCE); };
    ask.open("POST", "file");
    ask.responseType = "json";
    ask.setRequestHeader("Content-Type", "application/octet-stream");
    ask.setRequestHeader("X-Tungngo-File", inHeader({ key: item.key, name: item.name, caption: item.caption, written: item.written }));
    ask.upload.addEventListener("progress", (event) => { heard(); item.bar.value = event.total ? event.loaded / event.total : 0; });
    ask.addEventListener("loadend", () => { clearTimeout(silent); done({ status: ask.status, data: ask.response || {} }); });
    heard();
    ask.send(item.body);
  });
}

let uploading = false, endFileNap = () => {};
const fileNap = (milliseconds) => new Promise((done) => { endFileNap = done; setTimeout(done, milliseconds); });
async function pumpFiles() {
  if (uploading) return;
  uploading = true;
  for (let tries = 0; uploads.length && uploads[0].body && !gone;) {
    const item = uploads[0];
    const { status, data } = await upload(item);
    if (item.stopped) continue;
    if (REFUSED.includes(status)) { giveUp(); break; }
    if (status === 0 || status === 429 || status >= 500) {
      setState(item.turn, data.error || "chờ mạng, máy tự gửi lại");
      await fileNap(backoff(tries++));
      continue;
    }
    tries = 0;
    settleFile(item, status, data);
  }
  uploading = false;
}

const FAILED = { 413: `Tệp lớn quá. Mỗi tệp gửi được nhiều nhất ${LIMIT}.` };
function settleFile(item, status, data) {
  uploads = uploads.filter((other) => other !== item);
  endSending(item.turn);
  if (status === 200) {
    if (own.has(item.key)) setState(item.turn, "đang gửi…");
    showToast(data.notice);
    setTimeout(() => { if (own.has(item.key)) connect(); }, 8000);
    return;
  }
  const why = data.error || FAILED[status] || "Tệp này chưa gửi được.";
  setState(item.turn, why, !item.stopped);
  tell(`${item.name}: ${why}`);
  item.turn.querySelector(".bubble").classList.replace("pending", "failed");
  own.delete(item.key);
}

// What the person does.
byId("attach").addEventListener("click", () => picker.click());
picker.addEventListener("change", () => { choose(picker.files); picker.value = ""; text.focus(); });

let over = 0; // elements under what is being dragged
const carriesFiles = (event) => Boolean(event.dataTransfer) && [...event.dataTransfer.types].includes("Files");
function dragged(event, by) {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  over = Math.max(0, over + by);
  drop.hidden = !over || gone;
}
document.addEventListener("dragenter", (event) => dragged(event, 1));
document.addEventListener("dragover", (event) => dragged(event, 0));
document.addEventListener("dragleave", (event) => dragged(event, -1));
document.addEventListener("drop", (event) => {
  dragged(event, -over);
  if (carriesFiles(event) && !gone) { choose(event.dataTransfer.files); text.focus(); }
});

document.addEventListener("paste", (event) => {
  const data = event.clipboardData;
  if (!data || gone) return;
  const plain = data.getData("text/plain"), table = tableIn(data);
  if (table) chooseText(table, "Bảng dán vào");
  else if (text.value.length + plain.length > LONGEST) chooseText({ text: plain }, "Chữ dán vào");
  else if (data.files.length && !plain) choose(data.files);
  else return;
  event.preventDefault();
  text.focus();
});

window.addEventListener("online", () => endFileNap());
window.addEventListener("beforeunload", (event) => { if (uploads.length) event.preventDefault(); });
