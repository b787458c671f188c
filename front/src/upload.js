// Several files, one after the other, each with its own progress and its own answer. Without script the form just posts.
export function watchUploads(document) {
  for (const form of document.querySelectorAll("[data-upload]")) watch(form);
}

function watch(form) {
  const list = form.parentElement.querySelector("[data-uploads]");
  const input = form.querySelector("input[type=file]");
  form.classList.add("js");
  form.querySelector("button").hidden = true;
  for (const name of ["dragover", "dragenter"]) form.addEventListener(name, (event) => over(form, event, true));
  form.addEventListener("dragleave", (event) => over(form, event, false));
  form.addEventListener("drop", (event) => {
    over(form, event, false);
    sendAll(form, list, [...event.dataTransfer.files]);
  });
  input.addEventListener("change", () => {
    sendAll(form, list, [...input.files]);
    input.value = "";
  });
}

function over(form, event, inside) {
  event.preventDefault();
  form.classList.toggle("over", inside);
}

async function sendAll(form, list, files) {
  if (!files.length) return;
  list.hidden = false;
  const waiting = files.map((file) => [file, line(list, file)]);
  form.setAttribute("aria-busy", "true");
  for (const [file, item] of waiting) if (item.isConnected) await send(form, file, item);
  form.removeAttribute("aria-busy");
  const only = list.querySelectorAll("li:not(.refused) a");
  if (files.length === 1 && list.children.length === 1 && only.length === 1) location.assign(only[0].href);
}

function line(list, file) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { className: "file", textContent: file.name });
  const state = Object.assign(document.createElement("span"), { className: "aside state", textContent: " 等待" });
  const cancel = Object.assign(document.createElement("button"), { className: "plain", type: "button", textContent: "不传了" });
  cancel.addEventListener("click", () => (item.request ? item.request.abort() : item.remove()));
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", `${file.name} 上传进度`);
  item.append(name, state, " ", cancel, bar);
  list.append(item);
  return item;
}

const WAITS = " 前面还有文件正在识别，轮到时会自动开始，请不要关闭页面。";
const AGAIN = 2000; // milliseconds until the page asks whether it is its turn, longer each time
const LONGEST = 30000;
const GIVE_UP = 600000; // after that a person decides whether it is worth waiting
const TOO_BUSY = "前面的文件一直没有识别完，这一份没有识别。请稍后再上传。";

async function send(form, file, item) {
  const largest = Number(form.dataset.largest);
  if (file.size > largest) return fail(item, `文件超过 ${largest >> 20} MB，没有上传，请拆分或压缩图片后再上传。`);
  // The file goes with every question, because the server keeps nothing of a file that it has not read.
  for (let pause = AGAIN, waited = 0; await sendOnce(form, file, item); waited += pause, pause = Math.min(pause * 1.5, LONGEST)) {
    if (waited >= GIVE_UP) return fail(item, TOO_BUSY);
    item.request = null;
    item.querySelector(".state").textContent = WAITS;
    await new Promise((done) => setTimeout(done, pause));
    if (!item.isConnected) return;
  }
}

// Whether the file has to be sent again, because others are read first.
function sendOnce(form, file, item) {
  const body = new FormData();
  for (const hidden of form.querySelectorAll("input[type=hidden]")) {
    // Each file is an act of its own.
    body.append(hidden.name, hidden.name === "form_key" ? newKey() : hidden.value);
  }
  body.append("papers", file);
  return new Promise((done) => {
    const request = (item.request = new XMLHttpRequest());
    const state = item.querySelector(".state");
    const bar = item.querySelector("progress");
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.total ? event.loaded / event.total : 0;
      if (state.textContent === WAITS) return;
      state.textContent = event.loaded < event.total ? ` 上传 ${Math.round(bar.value * 100)}%` : " 正在识别…";
    });
    request.addEventListener("load", () => done(answer(item, request)));
    request.addEventListener("error", () => done(fail(item, "网络中断，没有传完，请重试。")));
    request.addEventListener("abort", () => done(fail(item, "已取消。")));
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-Requested-By", "upload");
    request.send(body);
  });
}

function answer(item, request) {
  const shown = document.createElement("template");
  shown.innerHTML = request.responseText;
  const outcomes = shown.content.querySelectorAll("li.outcome");
  if (outcomes.length === 1 && "again" in outcomes[0].dataset) return true;
  if (outcomes.length) item.replaceWith(...outcomes);
  else fail(item, shown.content.textContent.trim() || "服务器没有回答，请重试。");
  return false;
}

function fail(item, sentence) {
  item.classList.add("refused");
  item.querySelector("progress")?.remove();
  item.querySelector("button")?.remove();
  item.querySelector(".state").textContent = ` ${sentence}`;
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
