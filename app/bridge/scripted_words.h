// What the scripted engine says.
#pragma once

namespace deepwell {

inline constexpr const char* kScriptedThoughts =
    "The user asks how many times the letter r appears in \"strawberry\". Let me spell it out.\n\n"
    "s - 1, not r\nt - 2, not r\nr - 3, that is one\na - 4, not r\nw - 5, not r\nb - 6, not r\ne - 7, not r\n"
    "r - 8, that is two\nr - 9, that is three\ny - 10, not r\n\n"
    "Wait, let me count again from the end to be sure: y, r, r, e, b, w, a, r, t, s. The second and the third are r, and so is "
    "the eighth. That makes three again.\n\nSo the letter r appears 3 times.\n\n";

inline constexpr const char* kScriptedShortAnswer = "The word **strawberry** has **3** times the letter *r*.";

inline constexpr const char* kScriptedAnswer = R"(The word **strawberry** has **3** times the letter *r*.

## How to count

1. Spell the word: `s t r a w b e r r y`
2. Look at each letter
   - the third is an r
   - so are the eighth and the ninth
3. Add them up

```python
def count(word, letter):
    # every character is looked at once
    return sum(1 for c in word if c == letter)

print(count("strawberry", "r"))  # 3
```

### In a formula

With $w_i$ the letters of a word of length $n$, the count is

$$
N_r(w) = \sum_{i=1}^{n} [w_i = r] = 3, \qquad \frac{N_r}{n} = \frac{3}{10} \le \sqrt{\frac{1}{4} + \alpha^2}
$$

and as a matrix $\begin{pmatrix} 1 & 0 \\ 0 & 3 \end{pmatrix}$.

| Word | Letter | Times | Share |
|------|:------:|------:|------:|
| strawberry | r | 3 | 30 % |
| raspberry | r | 3 | 33 % |
| blueberry | e | 2 | 22 % |

> A quote, with a [link](https://example.org/letters) in it.

- [x] counted
- [ ] counted by somebody else

---

That is all. <b>This is not bold</b>, ~~this is struck~~, and ![this image](http://example.org/x.png) is not loaded. 你好, Grüße, 🍓.
)";

}  // namespace deepwell
