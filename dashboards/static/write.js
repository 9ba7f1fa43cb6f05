// Forms that are saved while somebody writes: a second after the last key, and when a field is left. What has not reached the server
// is kept in this browser, sent again when there is a connection, and put back when the page is opened again. Without this script the
// forms are sent with their buttons.
(() => {
  "use strict";

  const pause = 1000, firstRetry = 2000, lastRetry = 60000, patience = 20000;
  const shelf = "inclusion words ";
  const writer = document.querySelector(".sign-in")?.textContent.trim() ?? "";
  const unsent = new Set();

  const kept = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    put(key, what) { try { localStorage.setItem(key, JSON.stringify(what)); return true; } catch { return false; } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* there is none */ } },
    clear() {
      try {
        Object.keys(localStorage).filter((key) => key.startsWith(shelf)).forEach((key) => localStorage.removeItem(key));
      } catch { /* there is none */ }
    },
  };

  const clock = (at) => at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const answersOf = (form) => [...new FormData(form)].filter(([name, value]) => name !== "base" && typeof value === "string");
  const textOf = (answers) => new URLSearchParams(answers).toString();
  const element = (name, text, classes = "") => Object.assign(document.createElement(name), { textContent: text, className: classes });

  // fill puts answers into the fields of a form.
  function fill(form, answers) {
    const given = new Map();
    for (const [name, value] of answers) given.set(name, [...(given.get(name) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || ["hidden", "file", "submit", "button"].includes(field.type)) continue;
      const values = given.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values.shift();
    }
  }

  class Written {
    constructor(form) {
      this.key = `${shelf}${new URL(form.action).pathname}#${form.id}`;
      this.take(form);
      this.restore();
    }

    // take makes a form the one that is being written.
    take(form) {
      this.form = form;
      this.status = form.querySelector(".saved");
      this.base = form.elements.namedItem("base");
      this.saved = textOf(answersOf(form));
      form.addEventListener("input", () => this.note());
      form.addEventListener("change", () => this.note());
      form.addEventListener("focusout", () => this.changed() && this.send());
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.asked = true;
        this.send();
      });
    }

    changed() { return textOf(answersOf(this.form)) !== this.saved; }

    say(text) { if (this.status) this.status.textContent = text; }

    // note keeps what has just been written and sends it soon.
    note() {
      clearTimeout(this.timer);
      if (!this.changed()) return this.settle();
      this.keep();
      this.timer = setTimeout(() => this.send(), pause);
    }

    keep() {
      unsent.add(this);
      this.safe = kept.put(this.key, { answers: answersOf(this.form), base: this.base?.value, at: Date.now(), writer });
    }

    settle() {
      unsent.delete(this);
      kept.drop(this.key);
    }

    // restore puts back words that did not reach the server when the page was open before.
    restore() {
      const had = kept.get(this.key);
      if (!had || had.writer !== writer) return;
      const before = answersOf(this.form), base = this.base?.value;
      fill(this.form, had.answers);
      if (!this.changed()) return this.settle();
      if (this.base && had.base !== undefined) this.base.value = had.base;
      unsent.add(this);
      const notice = element("div", "", "notice restored");
      notice.append(element("p", `These words of ${clock(new Date(had.at))} on ${new Date(had.at).toLocaleDateString("en-GB")} had not been saved. They are in the form again and still not saved: press the button beneath, or drop them.`));
      const drop = element("button", "Drop them", "quiet");
      drop.type = "button";
      drop.addEventListener("click", () => {
        fill(this.form, before);
        if (this.base) this.base.value = base;
        notice.remove();
        this.settle();
        this.form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      });
      notice.append(drop);
      this.form.prepend(notice);
      this.notice = notice;
    }

    // send saves the form. One answer is waited for at a time; what is written meanwhile goes after it.
    async send() {
      clearTimeout(this.timer);
      if (this.held && !this.asked) return;
      if (this.sending) { this.again = true; return; }
      this.held = false;
      const asked = this.asked, answers = answersOf(this.form);
      this.asked = this.again = false;
      this.sending = true;
      this.say("Saving…");
      const body = new URLSearchParams(answers);
      if (this.base) body.set("base", this.base.value);
      let answer;
      try {
        answer = await fetch(this.form.action, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(patience),
          headers: { "X-Saves": "1", Accept: "text/html" } });
        await this.answered(answer, textOf(answers), asked);
      } catch {
        this.later("no connection");
      } finally {
        this.sending = false;
      }
      if (this.again || this.asked) this.send();
    }

    async answered(answer, sent, asked) {
      const revision = answer.headers.get("X-Revision");
      if (revision !== null && this.base) this.base.value = revision;
      this.delay = 0;
      if (answer.status === 204 && revision !== null) return this.done(sent, asked);
      if (answer.status >= 500 || answer.status === 429) return this.later("the server cannot save it at the moment");
      this.keep();
      if (answer.status === 401) return this.say("Not saved: you are signed out. " + this.where() + " Sign in again in another tab, then press the button.");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const theirs = this.form.id && page.getElementById(this.form.id);
      if (answer.status === 409 && theirs) return this.conflict(theirs);
      if (answer.status === 422 && theirs) return this.wrong(theirs, asked, revision !== null);
      this.say("Not saved. " + (page.querySelector("main p")?.textContent ?? "") + " " + this.where());
    }

    where() { return this.safe ? "Your words are kept in this browser." : "Keep this page open: this browser does not let us keep your words."; }

    // done notes that what was sent is saved. Where the button was pressed the page is shown anew, as it is without this script.
    done(sent, asked) {
      this.saved = sent;
      this.tidy();
      this.notice?.remove();
      this.say(`Saved at ${clock(new Date())}`);
      if (this.changed()) return this.note();
      this.settle();
      if (asked && unsent.size === 0) {
        history.replaceState(null, "", "#" + this.form.id);
        location.reload();
      }
    }

    later(why) {
      this.keep();
      this.delay = Math.min(2 * (this.delay || firstRetry / 2), lastRetry);
      this.say(`Not saved yet: ${why}. ${this.where()}`);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), this.delay);
    }

    // conflict takes over the answer's form, which shows what somebody else saved, and puts into it what stands here. Nothing is sent
    // in place of theirs until the writer presses the button.
    conflict(theirs) {
      const answers = answersOf(this.form), fresh = document.importNode(theirs, true);
      this.form.replaceWith(fresh);
      this.take(fresh);
      this.saved = "";
      this.held = true;
      fill(fresh, answers);
      this.keep();
      this.say("Not saved: somebody else saved it first. " + this.where());
      fresh.querySelector("[data-problems]")?.focus();
    }

    // wrong shows what is wrong beside the fields and above the button, and leaves the writer where they are.
    wrong(theirs, asked, wordsSaved) {
      this.tidy();
      for (const field of theirs.querySelectorAll(".field-wrong")) {
        const control = field.querySelector("[aria-invalid]"), error = field.querySelector(".wrong");
        const here = control && document.getElementById(control.id);
        if (!here || !error) continue;
        here.closest(".field").classList.add("field-wrong");
        here.setAttribute("aria-invalid", "true");
        here.setAttribute("aria-describedby", `${here.getAttribute("aria-describedby") ?? ""} ${error.id}`.trim());
        const copy = document.importNode(error, true);
        if (here.matches("fieldset")) here.querySelector("legend").after(copy);
        else here.before(copy);
      }
      const problems = theirs.querySelector("[data-problems]");
      if (problems) {
        const copy = document.importNode(problems, true);
        copy.setAttribute("role", asked ? "alert" : "group");
        if (wordsSaved) copy.querySelector("p").textContent = "The words are saved; the level is not.";
        this.form.querySelector(".form-end").before(copy);
        if (asked) copy.focus();
      }
      this.say(wordsSaved ? `Words saved at ${clock(new Date())}. The level is not.` : "Not saved yet: see above. " + this.where());
    }

    // tidy takes away what was wrong before.
    tidy() {
      this.form.querySelectorAll("[data-problems]").forEach((box) => box.remove());
      for (const field of this.form.querySelectorAll(".field-wrong")) {
        field.classList.remove("field-wrong");
        const error = field.querySelector(".wrong");
        const control = error && field.querySelector(`[aria-describedby~="${CSS.escape(error.id)}"]`);
        if (control) {
          control.removeAttribute("aria-invalid");
          const rest = control.getAttribute("aria-describedby").split(" ").filter((id) => id && id !== error.id).join(" ");
          if (rest) control.setAttribute("aria-describedby", rest);
          else control.removeAttribute("aria-describedby");
        }
        error?.remove();
      }
    }
  }

  const forms = [...document.querySelectorAll("form[data-saves]")].map((form) => new Written(form));
  document.querySelector("[data-problems]")?.focus();

  window.addEventListener("online", () => forms.forEach((one) => unsent.has(one) && one.delay && one.send()));
  window.addEventListener("beforeunload", (event) => { if (unsent.size) event.preventDefault(); });
  // Words that were kept are gone when the writer signs out: others may use this browser.
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action).pathname.endsWith("/sign-out")) {
      unsent.clear();
      kept.clear();
    }
  });
})();
