namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// What a page owes to people who hear it, magnify it or cannot tell its colours apart, looked at in the page itself. Every
/// inspection answers with what is wrong, in words; an empty list is a good page.
/// </summary>
internal static class Inspection
{
    /// <summary>The shared part: what is on the page for a reader, and how it is called.</summary>
    private const string Words = """
        const seen = one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden="true"]');
        const all = selector => [...document.querySelectorAll(selector)].filter(seen);
        const called = one => (one.getAttribute('aria-label')
          ?? document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent
          ?? one.labels?.[0]?.textContent ?? one.textContent).replace(/\s+/g, ' ').trim();
        const place = one => one.outerHTML.slice(0, 120);
        """;

    private const string Structure = """
        () => {
          WORDS
          const wrong = [];
          const one = (what, selector) => { if (all(selector).length !== 1) wrong.push(`${all(selector).length} times ${what}`); };
          one('h1', 'h1'); one('main', 'main'); one('the header', 'body header'); one('the title', 'html[lang]');
          if (document.title.trim() === '') wrong.push('no title');
          for (const nav of all('nav')) if (!called(nav)) wrong.push('a navigation without a name');
          let before = 0;
          for (const heading of all('h1, h2, h3, h4, h5, h6')) {
            const level = Number(heading.tagName[1]);
            if (level > before + 1) wrong.push(`h${level} follows h${before}: ${called(heading)}`);
            before = level;
          }
          const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
          for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`two elements have the id ${id}`);
          for (const table of all('table')) if (!table.querySelector('th[scope]')) wrong.push('a table without headers');
          if (document.querySelector('.board, .run-page') && !document.querySelector('[aria-live="polite"], [role="status"], [role="log"]')) wrong.push('nothing is said aloud');
          return wrong;
        }
        """;

    private const string Names = """
        () => {
          WORDS
          const wrong = [], first = new Map();
          for (const control of all('button, summary, a[href], input, select, textarea, [role="button"], [role="option"]')) {
            const name = called(control);
            if (!name) wrong.push(`without a name: ${place(control)}`);
            const shown = control.textContent.replace(/[…\s]+/g, ' ').trim();
            if (control.tagName === 'BUTTON' && !name.toLowerCase().includes(shown.toLowerCase()) && shown.length > 1) wrong.push(`"${name}" does not contain what is shown: "${shown}"`);
            if (control.tagName !== 'BUTTON') continue;
            if (first.has(name)) wrong.push(`two buttons are called "${name}"`);
            first.set(name, control);
          }
          return wrong;
        }
        """;

    /// <summary>WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links within a sentence. A link that is all of its paragraph is in none.</summary>
    private const string Targets = """
        () => {
          WORDS
          const inSentence = one => one.tagName === 'A' && !one.closest('nav')
            && [...one.parentElement.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
          return all('button, summary, select, textarea, input, a[href]').filter(one => !inSentence(one) && !one.matches('.skip'))
            .map(one => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24)
            .map(({ one, box }) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${place(one)}`);
        }
        """;

    /// <summary>WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text. What is disabled is exempt.</summary>
    private const string Contrast = """
        () => {
          WORDS
          const parts = colour => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
          const ground = one => {
            const layers = [];
            for (let at = one; at; at = at.parentElement) {
              layers.push(parts(getComputedStyle(at).backgroundColor));
              if (layers.at(-1).a === 1) break;
            }
            return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
          };
          const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          const light = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
          const wrong = [];
          for (const one of document.querySelectorAll('body *')) {
            const text = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data.trim()).join('');
            if (!text || !one.checkVisibility({ visibilityProperty: true }) || one.closest('.visually-hidden, .skip, :disabled, svg, script, option')) continue;
            const style = getComputedStyle(one), under = ground(one), ink = over(parts(style.color), under);
            const [dark, bright] = [light(under), light(ink)].sort((a, b) => a - b);
            const ratio = (bright + 0.05) / (dark + 0.05), size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (large ? 3 : 4.5)) wrong.push(`${ratio.toFixed(2)} to 1: "${text.slice(0, 40)}" in ${place(one)}`);
          }
          return wrong;
        }
        """;

    public static Task<string[]> OfStructureAsync(Tab tab) => LookAsync(tab, Structure);

    public static Task<string[]> OfNamesAsync(Tab tab) => LookAsync(tab, Names);

    public static Task<string[]> OfTargetsAsync(Tab tab) => LookAsync(tab, Targets);

    public static async Task<string[]> OfContrastAsync(Tab tab, ColorScheme scheme)
    {
        await tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        return await LookAsync(tab, Contrast);
    }

    /// <summary>How many pixels the page is wider than the screen.</summary>
    public static async Task<int> OfOverhangAsync(Tab tab, int width)
    {
        await tab.Page.SetViewportSizeAsync(width, 740);
        return await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static Task<string[]> LookAsync(Tab tab, string script) =>
        tab.Page.EvaluateAsync<string[]>(script.Replace("WORDS", Words, StringComparison.Ordinal));
}
