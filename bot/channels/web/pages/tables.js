"use strict";

// What is pasted: a table keeps its rows and columns. Cells struck out are marked ~~so~~, hidden rows stay behind.

const FEWEST = 2; // rows, and columns, of a table
const STRUCK = "s, strike, del";
const BLOCKS = "P, DIV, H1, H2, H3, H4, H5, H6, LI, TR";

// {text, rows, columns}: rows in lines, columns by tabs; null when it is no table.
function tableIn(data) {
  const html = data.getData("text/html");
  const lines = /<table/i.test(html) ? linesOf(new DOMParser().parseFromString(html, "text/html")) : [];
  const found = measured(lines);
  return found || measured(rowsOf(data.getData("text/plain")));
}

function measured(lines) {
  const wide = lines.filter((cells) => cells.length >= FEWEST);
  if (wide.length < FEWEST) return null;
  const text = lines.map((cells) => cells.map(quoted).join("\t")).join("\n").trim();
  return { text, rows: wide.length, columns: Math.max(...wide.map((cells) => cells.length)), folded: /"[^"]*\n/.test(text) };
}

const quoted = (cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

// As a spreadsheet puts it beside the HTML: tabs, and quotation marks around cells of several lines.
function rowsOf(plain) {
  if (!plain.includes("\t")) return [];
  const rows = [[]];
  for (const [, field, end] of plain.replace(/\r/g, "").matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)([\t\n]|$)/g)) {
    rows[rows.length - 1].push(/^".*"$/s.test(field) ? field.slice(1, -1).replace(/""/g, '"') : field.trim());
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((cells) => cells.some(Boolean));
}

// All lines of what was copied, a table's rows among the lines that stand around it: a heading may name the month.
function linesOf(page) {
  const struck = classesThat(page, /text-decoration\s*:[^;}]*line-through/i);
  const hidden = classesThat(page, /(?:display\s*:\s*none|mso-hide\s*:\s*all)/i);
  const lines = [];
  const isHidden = (node) => node.hidden || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(node.getAttribute("style") || "") || has(node, hidden);
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const said = oneLine(child.textContent);
        if (said) lines.push([said]);
      } else if (child.nodeType === Node.ELEMENT_NODE && !/^(?:STYLE|SCRIPT|HEAD|TITLE)$/.test(child.tagName) && !isHidden(child)) {
        if (child.tagName === "TABLE") lines.push(...rowsOfTable(child, isHidden, struck));
        else if (child.querySelector("table") || child.querySelector(BLOCKS)) walk(child);
        else if (oneLine(child.textContent)) lines.push(...cellText(child, struck).split("\n").map((line) => [line]));
      }
    }
  };
  walk(page.body);
  return lines;
}

// What is merged over several rows stands in each of them.
function rowsOfTable(table, isHidden, struck) {
  const above = []; // by column: {text, left}
  const rows = [];
  for (const row of table.rows) {
    const cells = [];
    const takeAbove = () => {
      while (above[cells.length] && above[cells.length].left > 0) {
        const from = above[cells.length];
        from.left -= 1;
        cells.push(from.text);
      }
    };
    for (const cell of row.cells) {
      takeAbove();
      const said = cellText(cell, struck);
      for (let column = 0; column < cell.colSpan; column += 1) {
        above[cells.length] = { text: column ? "" : said, left: cell.rowSpan - 1 };
        cells.push(column ? "" : said);
      }
    }
    takeAbove();
    while (cells.length && !cells[cells.length - 1]) cells.pop();
    if (cells.length && !isHidden(row)) rows.push(cells);
  }
  return rows;
}

// Line breaks are those of <br> and of blocks; in the source they mean nothing.
function cellText(cell, struck) {
  const isStruck = (node) => node.matches(STRUCK) || /line-through/i.test(node.getAttribute("style") || "") || has(node, struck);
  const said = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.tagName === "BR") return "\n";
    const inside = [...node.childNodes].map(said).join("");
    const marked = node !== cell && isStruck(node) && inside.trim() ? `~~${inside.trim()}~~` : inside;
    return /^(?:P|DIV|LI)$/.test(node.tagName) ? `${marked}\n` : marked;
  };
  const text = said(cell).split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
  return text && isStruck(cell) ? `~~${text}~~` : text;
}

const oneLine = (said) => said.replace(/\s+/g, " ").trim();
const has = (node, classes) => [...node.classList].some((name) => classes.has(name));

// The names of classes whose rule says so: Excel and Word put looks there.
function classesThat(page, says) {
  const found = new Set();
  for (const style of page.querySelectorAll("style")) {
    for (const [, name, rule] of style.textContent.matchAll(/\.([\w-]+)[^{}]*\{([^}]*)\}/g)) if (says.test(rule)) found.add(name);
  }
  return found;
}
