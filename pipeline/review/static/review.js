"use strict";
(() => {
  const source = document.getElementById("source");
  const back = document.querySelector(".language [name=back]");
  if (back) back.value = location.pathname + location.search;
  const finder = document.querySelector(".find input");
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      (document.querySelector("#filters [name=q]") || finder).focus();
    }
  });
  if (!source) return;

  const doc = source.dataset.document;
  const list = document.getElementById("list");
  const editor = document.getElementById("editor");
  const filters = document.getElementById("filters");
  const only = document.getElementById("only");
  let sheet = Number(source.dataset.sheet);
  let chosen = source.dataset.chosen;
  let asked = 0;

  const html = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(await answer.text());
    return answer.text();
  };

  const query = () => {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(filters)) if (value) values.set(name, value);
    if (only.checked) values.set("on", sheet);
    return values;
  };

  const mark = (scroll) => {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
    if (!chosen) return;
    const record = document.getElementById("r-" + chosen);
    if (record) {
      record.classList.add("on");
      if (scroll !== "source") record.scrollIntoView({ block: "nearest" });
    }
    const name = CSS.escape(chosen);
    const boxes = [...source.querySelectorAll(`.box[data-name="${name}"]`)];
    for (const range of source.querySelectorAll(`.range[data-name="${name}"]`)) {
      for (let line = Number(range.dataset.first); line <= Number(range.dataset.last); line++) {
        const found = source.querySelector(`[data-line="${line}"]`);
        if (found) boxes.push(found);
      }
    }
    const where = record && record.dataset.place;
    for (const cell of source.querySelectorAll("[data-anchor]")) {
      if (where ? cell.dataset.anchor === where : cell.dataset.name === chosen) boxes.push(cell);
    }
    boxes.forEach((box) => box.classList.add("on"));
    if (boxes.length && scroll !== "list") boxes[0].scrollIntoView({ block: "center" });
  };

  const showSheet = async (number, scroll) => {
    const turn = ++asked;
    let page;
    try { page = await html(`/doc/${doc}/sheet/${number}`); } catch { return; }
    if (turn !== asked) return;
    sheet = number;
    source.innerHTML = page;
    only.value = sheet;
    showPicked();
    const picture = source.querySelector(".paper img");
    if (picture && !picture.complete) picture.addEventListener("load", () => mark(scroll), { once: true });
    mark(scroll);
    if (only.checked) showList();
  };

  const showList = async (address) => {
    const values = address ? new URLSearchParams(address) : query();
    list.innerHTML = await html(`/doc/${doc}/records?${values}`);
    showPicked();
    history.replaceState(null, "", `/doc/${doc}?${values}`);
    if (back) back.value = location.pathname + location.search;
    mark("source");
  };

  const choose = async (name, scroll) => {
    chosen = name;
    const record = document.getElementById("r-" + name);
    if (record && Number(record.dataset.sheet) !== sheet) await showSheet(Number(record.dataset.sheet), scroll);
    mark(scroll);
  };

  const toast = (text) => {
    const box = document.getElementById("toast");
    box.textContent = text;
    box.hidden = false;
    setTimeout(() => { box.hidden = true; }, 4000);
  };

  const openEditor = async (address, place) => {
    const typed = {};
    for (const name of ["text", "number"]) {
      const field = place && editor.querySelector(`[name=${name}]`);
      if (field) typed[name] = field.value;
    }
    unpick();
    editor.innerHTML = await html(address);
    editor.hidden = false;
    const form = editor.querySelector("form");
    form.who.value = localStorage.getItem("who") || "";
    for (const [name, value] of Object.entries({ ...place, ...typed })) if (form[name]) form[name].value = value;
    const table = document.getElementById("new-table");
    if (table) table.addEventListener("change", () => openEditor(`/doc/${doc}/new/${table.value}`, place));
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form, event.submitter); });
    editor.scrollIntoView({ block: "nearest" });
    const first = form.querySelector(".grid input, .grid textarea, .grid select");
    if (first) first.focus({ preventScroll: true });
  };

  const closeEditor = () => { unpick(); editor.hidden = true; editor.replaceChildren(); };

  // Records that are to be merged: the one in the editor, and those of its table that are clicked.
  let picked = null;
  const showPicked = () => {
    for (const one of document.querySelectorAll(".picked")) one.classList.remove("picked");
    for (const name of picked || []) {
      const shown = [document.getElementById("r-" + name), ...source.querySelectorAll(`.box[data-name="${CSS.escape(name)}"]`)];
      shown.forEach((one) => one && one.classList.add("picked"));
    }
    const button = editor.querySelector(".merge");
    if (!button) return;
    button.disabled = !picked || picked.length < 2;
    button.querySelector("b").textContent = picked ? picked.length : 1;
  };
  const unpick = () => {
    picked = null;
    const picking = editor.querySelector(".picking");
    if (picking) picking.hidden = true;
    showPicked();
  };
  const pick = (name) => {
    const table = editor.querySelector("form").dataset.post.split("/")[4];
    const record = document.getElementById("r-" + name);
    if (!record || record.dataset.table !== table) return;
    picked = picked.includes(name) ? picked.filter((one, at) => one !== name || at === 0) : [...picked, name];
    showPicked();
  };

  const send = async (form, button) => {
    localStorage.setItem("who", form.who.value);
    const values = new URLSearchParams(new FormData(form));
    if (button && button.name) values.set(button.name, button.value);
    const answer = await fetch(form.dataset.post, { method: "POST", body: values });
    const problem = form.querySelector(".error-text");
    problem.hidden = answer.ok;
    if (!answer.ok) { problem.textContent = await answer.text(); return; }
    const said = form.querySelector(".said").value;
    closeEditor();
    toast(said);
    await refresh();
  };

  const refresh = async () => {
    await showList();
    const page = new DOMParser().parseFromString(await html(location.pathname + location.search), "text/html");
    document.getElementById("made").replaceChildren(...page.getElementById("made").children);
  };

  const edit = () => {
    const record = document.getElementById("r-" + chosen) || source.querySelector(`[data-name="${CSS.escape(chosen)}"]`);
    if (record) openEditor(`/doc/${doc}/record/${record.dataset.table}/${encodeURIComponent(chosen)}`);
  };

  const step = (by) => {
    const all = [...list.querySelectorAll(".record")];
    const at = all.findIndex((one) => one.dataset.name === chosen);
    const turn = at + by >= all.length ? list.querySelector(".turn.next") : null;
    if (turn) { chosen = ""; turn.click(); return; }
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) { choose(next.dataset.name); if (!editor.hidden) edit(); }
  };

  document.addEventListener("click", async (event) => {
    const on = (selector) => event.target.closest(selector);
    if (picked && (on(".box, [data-anchor][data-name]") || (on(".record") && list.contains(event.target)))) {
      pick((on(".record") || on(".box, [data-anchor][data-name]")).dataset.name);
    } else if (on(".pick")) {
      picked = [chosen];
      editor.querySelector(".picking").hidden = false;
      editor.querySelector(".picking").scrollIntoView({ block: "nearest" });
      showPicked();
    } else if (on(".unpick")) {
      unpick();
    } else if (on(".merge")) {
      const names = new URLSearchParams(picked.map((name) => ["name", name]));
      const table = editor.querySelector("form").dataset.post.split("/")[4];
      unpick();
      openEditor(`/doc/${doc}/merge/${table}?${names}`);
    } else if (on(".form")) {
      openEditor(on(".form").dataset.form);
    } else if (on(".record") && list.contains(event.target)) {
      const name = on(".record").dataset.name;
      await choose(name);
      edit();
    } else if (on(".box, [data-anchor][data-name]")) {
      const name = on(".box, [data-anchor][data-name]").dataset.name;
      chosen = name;
      if (!document.getElementById("r-" + name)) { only.checked = true; await showList(); }
      mark("list");
      edit();
    } else if (on("rect.gap")) {
      const gap = on("rect.gap");
      openEditor(`/doc/${doc}/new/measures`, { page: gap.dataset.page, bbox: gap.dataset.box });
    } else if (on("[data-line]")) {
      const line = on("[data-line]"), number = Number(line.dataset.line);
      const ranges = [...source.querySelectorAll(".range")].filter((r) => Number(r.dataset.first) <= number && number <= Number(r.dataset.last));
      ranges.sort((a, b) => (a.dataset.last - a.dataset.first) - (b.dataset.last - b.dataset.first));
      if (ranges.length) {
        chosen = ranges[0].dataset.name;
        if (!document.getElementById("r-" + chosen)) { only.checked = true; await showList(); }
        mark("list");
        edit();
      } else if (line.classList.contains("gap")) {
        const words = line.textContent.trim();
        openEditor(`/doc/${doc}/new/measures`, { line_start: number, line_end: number, words, text: words });
      }
    } else if (on("tr.gap td, .row.gap p")) {
      const cell = on("tr.gap td, .row.gap p"), words = [...cell.parentNode.children].map((one) => one.textContent.trim()).join(" ").trim();
      openEditor(`/doc/${doc}/new/measures`, { anchor: cell.dataset.anchor, words, text: cell.textContent.trim() });
    } else if (on(".add")) {
      openEditor(`/doc/${doc}/new/measures`, { page: on(".add").dataset.page });
    } else if (on(".go")) {
      showSheet(Number(on(".go").dataset.go));
    } else if (on(".close")) {
      closeEditor();
    } else if (on(".turn")) {
      event.preventDefault();
      showList(on(".turn").getAttribute("href").slice(1));
      list.scrollIntoView();
    } else if (on(".withdraw")) {
      const who = localStorage.getItem("who") || "?";
      await fetch(`/doc/${doc}/withdraw/${on(".withdraw").dataset.id}`, { method: "POST", body: new URLSearchParams({ who }) });
      await refresh();
    }
  });

  source.addEventListener("change", (event) => {
    if (event.target.id === "sheet-number") showSheet(Number(event.target.value));
  });
  filters.addEventListener("change", () => showList());
  filters.addEventListener("submit", (event) => { event.preventDefault(); showList(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeEditor(); return; }
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { j: () => step(1), k: () => step(-1), e: edit, n: () => showSheet(sheet + 1), p: () => showSheet(Math.max(1, sheet - 1)) };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
    else if (event.key === "Enter" && event.target.closest(".record")) { choose(event.target.closest(".record").dataset.name).then(edit); }
  });

  showSheet(sheet);
})();
