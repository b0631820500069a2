// Answers of the scripted engine with formulas and code of every kind that the window shows.
#pragma once

namespace deepwell {

inline constexpr const char* kScriptedMathAnswer = R"md(Let me solve \(ax^2 + bx + c = 0\) for $x$, where $a \neq 0$ and $\Delta = b^2 - 4ac$ is the *discriminant*.

## The quadratic formula

\[
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
\]

1. If $\Delta > 0$, there are two real roots $x_1 < x_2$.
2. If $\Delta = 0$, the root is $x = -\frac{b}{2a}$, and
   $$ax^2 + bx + c = a\left(x + \frac{b}{2a}\right)^2.$$
3. Otherwise the roots are complex: $x_{1,2} = \frac{-b \pm i\sqrt{|\Delta|}}{2a} \in \mathbb{C}$.

### Sums, integrals, limits

$$\sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6}, \qquad \int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}, \qquad \lim_{n\to\infty}\left(1 + \frac{1}{n}\right)^n = e$$

The derivative is $f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$, and inline sums such as $\sum_{i=1}^n a_i$ or $\hat\theta_{\text{MLE}}$ stay small. It cost $5 and $10.

\begin{align*}
(a+b)^2 &= (a+b)(a+b) \\
        &= a^2 + 2ab + b^2 \\
\nabla \times \vec{B} &= \mu_0 \vec{J} + \mu_0 \varepsilon_0 \frac{\partial \vec{E}}{\partial t}
\end{align*}

\[
A = \begin{pmatrix} a_{11} & a_{12} & \cdots & a_{1n} \\ a_{21} & a_{22} & \cdots & a_{2n} \\ \vdots & \vdots & \ddots & \vdots \\ a_{m1} & a_{m2} & \cdots & a_{mn} \end{pmatrix},
\quad \det\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc,
\quad f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}
\]

| Name | Formula | Value |
|------|:-------:|------:|
| Golden ratio | $\varphi = \frac{1+\sqrt5}{2}$ | $\approx 1.618$ |
| Euler | $e^{i\pi} + 1 = 0$ | $0$ |
| Basel | $\sum_{n\ge1} \frac{1}{n^2} = \frac{\pi^2}{6}$ | $1.6449$ |

> Bayes: $P(A \mid B) = \dfrac{P(B \mid A)\,P(A)}{P(B)}$

\[
\underbrace{\overline{x+y} + \sqrt[3]{\frac{x^3+y^3}{2}}}_{\text{the left side}} \xrightarrow{n \to \infty} \overset{\text{def}}{=} \widehat{xyz} + \oint_{\partial\Omega} \mathbf{F}\cdot d\mathbf{r} + \binom{n}{k} p^k (1-p)^{n-k} \pmod{p}
\]

\[
H(X) = -\sum_{\substack{x \in \mathcal{X} \\ p(x) > 0}} p(x) \log_2 p(x), \quad \left\| \frac{\mathbf{u}}{2} \right\|^2 \le \left\langle u, v \right\rangle, \quad \cfrac{1}{1 + \cfrac{1}{1 + \cfrac{1}{x}}}
\]

**Final answer:**

\[
\boxed{x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}}
\]

So the answer is $\boxed{42}$. Unknown: $\unknowncommand{x}$ and

$$\alsounknown{y} + \frac{1}{2}$$
)md";

inline constexpr const char* kScriptedCodeAnswer = R"md(```python
from dataclasses import dataclass
import numpy as np

@dataclass
class Point:
    """A point in the plane."""
    x: float = 0.0
    y: float = 0.0

    def norm(self) -> float:
        # Pythagoras
        return np.sqrt(self.x ** 2 + self.y ** 2)

print(f"norm: {Point(3, 4).norm():.2f}", r"\d+", 0x1F, 1e-9, None)
```

```cpp
#include <vector>
// The largest of them.
template <typename T> constexpr T largest(const std::vector<T>& values) {
  T best = values.at(0);  /* never empty */
  for (const auto& value : values) best = value > best ? value : best;
  return best;
}
```

```rust
fn longest<'a>(x: &'a str, y: &'a str) -> &'a str {
    if x.len() > y.len() { x } else { y } // 'c' is a char
}
```

```ts
export async function load(url: string): Promise<User[]> {
  const answer = await fetch(`${url}/users?limit=${10}`);
  if (!answer.ok) throw new Error("no users");
  return (await answer.json()) as User[];
}
```

```bash
#!/bin/bash
for file in *.txt; do
  echo "Found $file in ${PWD}"   # a comment
done | sort -u > "$HOME/list"
```

```json
{"name": "deepwell", "private": true, "size": 12.5, "tags": ["a", null]}
```

```html
<!-- a page --><div class="box" id='x'>Hello &amp; bye</div>
<script>const a = "x"; // js</script>
<style>.box { color: #fff; margin: 0 auto; }</style>
```

```sql
SELECT name, COUNT(*) AS n FROM users WHERE age >= 18 AND city = 'Bern' GROUP BY name; -- adults
```

```diff
@@ -1,3 +1,3 @@
-old line
+new line
 same
```

```yaml
services:
  web: # the front
    image: "nginx:1.25"
    ports: [80, 443]
    restart: true
```

```console
$ ls -la | grep txt
-rw-r--r-- 1 me me 12 notes.txt
```
)md";

}  // namespace deepwell
