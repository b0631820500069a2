"""Hand-written questions whose wording is in no template: (question or list of turns, expected value, skill).

A turn list alternates user and assistant. Expected None: a refusal. More of them in probes_more.py.

    python probes.py --torch RUN/last.pt
    python probes.py --cli PATH/deepwell-cli
"""
import argparse
import pathlib

PROBES = [
    ("How many r are in strawberry?", "3"), ("how many r's are in strawberry", "3"), ("How many times does the letter s appear in Mississippi?", "4"),
    ("Can you tell me how many e there are in the word cheese?", "3"), ("count the letter a in banana", "3"), ("How many L's are there in 'parallel'?", "3"),
    ("I wonder how many o's are in the word bookkeeper?", "2"), ("number of t in potato?", "2"), ("How many n in \"pineapple\"", "1"), ("Letter count: how many m in mammal?", "3"),
    ("What's 348 + 275?", "623"), ("Please add 1234 and 4321.", "5555"), ("47 plus 85", "132"), ("Could you please tell me what 9 plus 16 is?", "25"), ("I'd like to know the sum of 999 and 1", "1000"), ("Let's add 56 to 78", "134"), ("6057+1284=", "7341"), ("What would 305 and 87 make together?", "392"),
    ("What is 503 - 278?", "225"), ("What's left when 45 is taken from 91?", "46"), ("100 minus 250?", "-150"), ("subtract 19 from 1000", "981"), ("How much is 4000-1?", "3999"), ("Can you do 72 minus 88 for me?", "-16"), ("What is the difference of 812 and 345?", "467"),
    ("What is 123 times 4?", "492"), ("multiply 87 by 6 please", "522"), ("9 x 999", "8991"), ("What's 7*8?", "56"), ("Work out 250 × 3.", "750"), ("how much is 64 multiplied with 5", "320"),
    ("Which is bigger, 1023 or 1032?", "1032"), ("Which number is the smallest: 45, 12, 78?", "12"), ("Pick the biggest: 5, 105, 51, 501, 15", "501"), ("Is 77 larger than 707?", "No"), ("is 345 less than 354?", "Yes"), ("Tell me the maximum of 19, 91, 199", "199"),
    ("Sort 9, 3, 27, 14", "3, 9, 14, 27"), ("Please sort these numbers from smallest to largest: 512, 88, 1024, 7, 300", "7, 88, 300, 512, 1024"), ("Arrange 4, 44, 14 in descending order", "44, 14, 4"), ("order these: 81 18 8 1", "1, 8, 18, 81"),
    ("Spell the word giraffe", "g-i-r-a-f-f-e"), ("Please spell keyboard letter by letter", "k-e-y-b-o-a-r-d"), ("Reverse the word planet", "tenalp"), ("Write hello backwards", "olleh"), ("What's computer spelled backwards?", "retupmoc"), ("Can you reverse 'lamp' for me?", "pmal"),
    ("Tim has 14 marbles. His sister gives him 8 more. How many marbles does Tim have now?", "22"), ("A baker bakes 45 rolls and sells 28. How many rolls are left?", "17"), ("There are 6 boxes with 12 eggs in each. How many eggs are there altogether?", "72"), ("Sofia has 25 dollars. She buys a book for 9 dollars and then earns 12 dollars. How much money does she have?", "28"),
    ("A school bus carries 32 kids. At a stop 15 get off. How many kids stay on the bus?", "17"), ("Mr. Brown picks 35 plums and his wife picks 48. How many plums did they pick together?", "83"), ("Each shelf holds 8 books. How many books fit on 7 shelves?", "56"), ("Lena had 50 stickers, lost 13 and found 6. How many does she have?", "43"), ("A rope is 90 meters long. We cut off 35 meters. How long is the rest?", "55"), ("Peter drank 3 glasses of water on Monday and 5 on Tuesday. How many glasses is that?", "8"),
    ("Was ist 45 plus 67?", "112"), ("Wie viele n sind in Banane?", "2"), ("Wie oft kommt der Buchstabe e in Elefant vor?", "2"), ("Sortiere 5, 2, 9 absteigend", "9, 5, 2"), ("Schreibe Lampe rückwärts", "epmaL"), ("Was ergibt 12 mal 9?", "108"), ("Lisa hat 12 Kekse und isst 5. Wie viele hat sie noch?", "7"), ("Wie buchstabiert man Haus?", "H-a-u-s"),
    ("Combien font 25 plus 17 ?", "42"), ("Combien de a dans banane ?", "2"), ("Trie 8, 3, 5 par ordre croissant", "3, 5, 8"), ("Quel est le plus grand : 45 ou 54 ?", "54"), ("Écris maison à l'envers", "nosiam"), ("Combien font 7 fois 13 ?", "91"), ("Paul a 15 billes et en perd 6. Combien en reste-t-il ?", "9"),
    ("¿Cuánto es 25 más 17?", "42"), ("¿Cuántas a hay en banana?", "3"), ("Ordena 8, 3, 5 de menor a mayor", "3, 5, 8"), ("Escribe casa al revés", "asac"), ("¿Cuánto es 90 menos 45?", "45"), ("María tiene 8 manzanas y compra 7 más. ¿Cuántas tiene?", "15"),
    ("25加17等于多少？", "42"), ("strawberry里有几个r？", "3"), ("把8、3、5从小到大排序", "3, 5, 8"), ("90减45是多少？", "45"), ("小明有8个苹果，又买了7个，现在有几个？", "15"), ("把apple倒过来写", "elppa"),
    (["What is 7 + 5?", "7 + 5 = 12.", "and minus 7?"], "5"), (["What is 15 times 4?", "15 × 4 = 60.", "Now add 18"], "78"), (["How many r are in strawberry?", "There are 3 r in strawberry.", "what about banana?"], "0"), (["How many a are in banana?", "There are 3 a in banana.", "And n?"], "2"), (["Sort 5, 3, 9", "3, 5, 9.", "and the largest?"], "9"), (["Spell cat", "c-a-t", "And backwards?"], "tac"), (["Was ist 10 + 5?", "10 + 5 = 15.", "und mal 3?"], "45"), (["What is 20 - 4?", "20 - 4 = 16.", "times 2", "16 × 2 = 32.", "minus 30"], "2"),
    ("Who wrote Hamlet?", None), ("What's the capital of Norway?", None), ("Write me a short poem about rain", None), ("What is 84 divided by 7?", None), ("3.5 + 1.25", None), ("Translate 'good night' into Dutch", None), ("How do airplanes fly?", None), ("Give me a recipe for lasagna", None), ("Should I quit my job?", None), ("What is 1234567 + 7654321?", None), ("Write a Java class for a bank account", None), ("What is the tallest building in the world?", None), ("How many people live in Canada?", None), ("Summarize the plot of Titanic", None), ("What year did the Titanic sink?", None), ("Tell me something interesting", None), ("My cat is ill, what should I do?", None), ("Is it going to rain tomorrow?", None), ("What is the speed of light?", None), ("Explain recursion", None), ("What's the square root of 144?", None), ("Who is the CEO of Apple?", None), ("Wer hat Faust geschrieben?", None), ("Wie heißt der höchste Berg der Welt?", None), ("Qui a peint la Joconde ?", None), ("Quelle est la recette des crêpes ?", None), ("¿Quién pintó el Guernica?", None), ("¿Cómo se hace una tortilla?", None), ("谁写了红楼梦？", None), ("怎么做红烧肉？", None), ("Was ist 10 geteilt durch 2?", None), ("Wie wird das Wetter morgen in Köln?", None),
]


def right(text, want, no):
    return text in no if want is None else want in text and text not in no and (want != "0" or " 0 " in text)


def main():
    import evaluate
    import refusals
    from probes_more import MORE
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--torch", type=pathlib.Path)
    a.add_argument("--cli")
    a.add_argument("--model", default=str(pathlib.Path(__file__).parent.parent), help="for --cli: the model's folder")
    o = a.parse_args()
    no = [v["no"] for v in refusals.ANSWERS.values()]
    xs = [{"set": k, "want": w, "chat": [q] if isinstance(q, str) else q} for k, ps in (("first", PROBES), *MORE.items()) for q, w in ps]
    for x in xs:
        x["messages"] = [{"role": ("user", "assistant")[i % 2], "content": t} for i, t in enumerate(x["chat"])]
    if o.torch:
        import torch
        torch.set_num_threads(1)
        evaluate.with_torch(o.torch, xs)
    else:
        evaluate.with_cli(o.cli, o.model, xs, 1)
    good = {}
    for x in xs:
        ok = right(x["text"], x["want"], no)
        n = good.setdefault(x["set"], [0, 0])
        n[0] += ok
        n[1] += 1
        if not ok:
            print("WRONG", " || ".join(x["chat"]), "| want", x["want"] or "a refusal", "|", x["got"].replace("\n", " / ")[:160], "|", x["text"][:60])
    for k, (g, n) in good.items():
        print(f"{k}: {g} of {n}")
    print(f"{sum(g for g, _ in good.values())} of {len(xs)} hand-written questions answered rightly")


if __name__ == "__main__":
    main()
