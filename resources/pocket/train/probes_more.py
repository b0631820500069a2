"""More hand-written questions, 25 and more a language, put down before any model was asked them and kept out of training.

Format as in probes.py, by language.
"""
MORE = {
    "en": [
        ("what would 64 and 29 be together", "93"), ("got 318 here, put 45 on top of it. result?", "363"), ("12 *7", "84"), ("whats 903−477", "426"),
        ("WHAT IS 528 LESS THAN 925?", "397"), ("knock 38 off 120", "82"), ("Could you multiply 6 and 74 for me, please?", "444"),
        ("sort: 5 3 9", "3, 5, 9"), ("i need 61, 16, 66 and 11 from big to small", "66, 61, 16, 11"), ("Which one's bigger, 4091 or 4109?", "4109"),
        ("lowest out of 33 13 31?", "13"), ("is 808 higher than 880", "No"), ("r in strawberry?", "3"), ("Find every o in 'tomorrow' and tell me how many you got.", "3"),
        ("reverse: lamp", "pmal"), ("how would orange look spelled from back to front?", "egnaro"), ("give me the letters of 'window' one by one", "w-i-n-d-o-w"),
        ("how many letters make up 'garden'", "6"), ("Nora baked 36 muffins and her kids ate 17. How many muffins remain?", "19"),
        ("A pack holds 6 batteries. If Joe opens 9 packs, how many batteries does he get?", "54"), ("I walked 14 km on Saturday and 9 km on Sunday. How far is that in total?", "23"),
        ("Kim had 80 euros. She bought shoes for 45 euros and a hat for 12 euros. What is left?", "23"),
        (["348 + 52", "348 + 52 = 400.", "and take away 150"], "250"), (["Spell horse", "h-o-r-s-e", "Now reversed."], "esroh"), (["Which is the largest of 4, 19, 8?", "The largest number is 19.", "and the smallest?"], "4"),
        (["How many l are in balloon?", "There are 2 l in balloon.", "and how many o?"], "2"), ("Sort 9, 4, 2, 8, 1, 7", None), ("7.5 minus 2.25", None), ("Who was the first person on the moon?", None),
        ("how long should I boil an egg", None), ("Multiply 3084 by 26", None), ("Please proofread my cover letter", None)],
    "de": [
        ("Wie viel macht 58 und 37 zusammen?", "95"), ("rechne mal 1204-389", "815"), ("Was kommt raus bei 7 × 86?", "602"), ("Kannst du bitte 450 und 275 addieren?", "725"),
        ("WAS IST 91 MINUS 47?", "44"), ("Sortier mir bitte 44, 9, 31, 12", "9, 12, 31, 44"), ("Ordne von groß nach klein: 5, 50, 15", "50, 15, 5"), ("welche zahl ist größer: 3021 oder 3102", "3102"),
        ("Ist 66 größer als 606?", "Nein"), ("Welche ist die kleinste von 72, 27, 702?", "27"), ("Wie viele s stecken in Wasser?", "2"), ("Zähl mal die e in Erdbeere", "4"),
        ("Sag mir Blume Buchstabe für Buchstabe", "B-l-u-m-e"), ("Dreh das Wort Tisch um", "hcsiT"), ("Was ist Sonne rückwärts?", "ennoS"), ("Wie viele Buchstaben hat das Wort Garten?", "6"),
        ("Oma backt 24 Kekse und die Kinder essen 15. Wie viele bleiben?", "9"), ("In jedem Karton sind 6 Flaschen. Wie viele Flaschen sind in 8 Kartons?", "48"), ("Jonas hat 35 Euro. Er kauft ein Buch für 12 Euro. Wie viel Geld hat er noch?", "23"),
        ("Auf dem Parkplatz stehen 27 Autos. Dann kommen 8 Autos und 5 fahren weg. Wie viele stehen da?", "30"), (["Was ist 30 + 12?", "30 + 12 = 42.", "und davon 8 abziehen?"], "34"), (["Buchstabiere Hund", "H-u-n-d", "und rückwärts?"], "dnuH"),
        (["Wie viele a sind in Banane?", "Es gibt 2 a in Banane.", "Und in Ananas?"], "3"), ("Wie koche ich Reis?", None), ("Wer war der erste Bundeskanzler?", None), ("Was ist 2,5 plus 1,5?", None), ("Schreib mir eine Bewerbung", None)],
    "fr": [
        ("ça fait combien 64 et 28 ?", "92"), ("Peux-tu additionner 305 et 97 s'il te plaît ?", "402"), ("combien de moins que 100 : 100 - 37 ?", "63"), ("Multiplie 46 par 7", "322"), ("QUEL EST LE RÉSULTAT DE 81 MOINS 26 ?", "55"),
        ("Range 31, 7, 19, 4 du plus petit au plus grand", "4, 7, 19, 31"), ("mets 12, 102, 21 en ordre décroissant", "102, 21, 12"), ("Lequel est le plus petit, 905 ou 950 ?", "905"), ("Est-ce que 71 est plus grand que 17 ?", "Oui"),
        ("Le plus grand de 8, 88, 18 ?", "88"), ("Combien y a-t-il de e dans fenêtre ?", "2"), ("compte les s dans poisson", "2"), ("Tu peux m'épeler le mot jardin ?", "j-a-r-d-i-n"), ("Donne-moi chat écrit à l'envers", "tahc"),
        ("retourne le mot soleil", "lielos"), ("Le mot voiture a combien de lettres ?", "7"), ("Luc avait 42 billes, il en a donné 15 à sa sœur. Combien lui en reste-t-il ?", "27"), ("Une boîte contient 9 œufs. Combien d'œufs dans 6 boîtes ?", "54"),
        ("J'ai 18 euros et ma tante me donne 25 euros. Combien ai-je maintenant ?", "43"), ("Il y a 40 oiseaux sur un arbre, 12 s'envolent puis 5 reviennent. Combien d'oiseaux ?", "33"), (["Combien font 12 + 9 ?", "12 + 9 = 21.", "multiplié par 3 ?"], "63"),
        (["Épelle lune", "l-u-n-e", "et à l'envers ?"], "enul"), (["Combien de a dans banane ?", "Il y a 2 a dans banane.", "et dans ananas ?"], "3"), ("Qui a écrit Les Misérables ?", None), ("Comment faire une mayonnaise ?", None), ("Combien font 3,5 + 2,5 ?", None), ("Quel film regarder ce soir ?", None)],
    "es": [
        ("cuánto suman 64 y 28", "92"), ("¿Me puedes sumar 305 y 97?", "402"), ("a 100 quítale 37", "63"), ("Multiplica 46 por 7 por favor", "322"), ("¿CUÁNTO ES 81 MENOS 26?", "55"),
        ("Ordéname 31, 7, 19, 4 de menor a mayor", "4, 7, 19, 31"), ("pon 12, 102, 21 de mayor a menor", "102, 21, 12"), ("¿Cuál es más pequeño, 905 o 950?", "905"), ("¿71 es mayor que 17?", "Sí"), ("el más grande de 8, 88, 18", "88"),
        ("¿Cuántas e tiene elefante?", "3"), ("cuenta las r en ferrocarril", "4"), ("¿Me deletreas la palabra jardín?", "j-a-r-d-í-n"), ("gato al revés", "otag"), ("dale la vuelta a la palabra sol", "los"), ("¿De cuántas letras es la palabra camino?", "6"),
        ("Luis tenía 42 canicas y dio 15 a su hermana. ¿Cuántas canicas le quedan?", "27"), ("Una caja trae 9 huevos. ¿Cuántos huevos hay en 6 cajas?", "54"), ("Tengo 18 euros y mi tía me da 25 euros. ¿Cuánto tengo ahora?", "43"), ("Hay 40 pájaros en un árbol, 12 se van y luego llegan 5. ¿Cuántos pájaros hay?", "33"),
        (["¿Cuánto es 12 + 9?", "12 + 9 = 21.", "¿multiplicado por 3?"], "63"), (["Deletrea luna", "l-u-n-a", "¿y al revés?"], "anul"), (["¿Cuántas a hay en banana?", "Hay 3 a en banana.", "¿y cuántas n?"], "2"), ("¿Quién escribió Don Quijote?", None), ("¿Cómo preparo una paella?", None), ("¿Cuánto es 3,5 más 2,5?", None), ("¿Qué película veo hoy?", None)],
    "zh": [
        ("64和28加在一起是多少", "92"), ("帮我算305+97", "402"), ("100减去37还有多少？", "63"), ("46乘7得多少", "322"), ("81－26等于几", "55"), ("请将31、7、19、4由小到大排列", "4, 7, 19, 31"), ("12，102，21从大到小怎么排？", "102, 21, 12"),
        ("905和950哪个小？", "905"), ("71比17大吗？", "是"), ("8、88、18里最大的是哪个", "88"), ("banana里面有多少个a", "3"), ("数一数letter中t的个数", "2"), ("请把garden一个字母一个字母拼出来", "g-a-r-d-e-n"), ("lamp反过来写是什么", "pmal"), ("window倒着怎么写", "wodniw"),
        ("garden这个单词有几个字母", "6"), ("小红有42颗糖，给了妹妹15颗，还剩几颗？", "27"), ("一盒有9个鸡蛋，6盒有多少个鸡蛋？", "54"), ("我有18元，阿姨给我25元，现在有多少元？", "43"), ("树上有40只鸟，飞走12只，又飞来5只，现在有几只？", "33"),
        (["12加9等于多少？", "12 + 9 = 21.", "再乘3"], "63"), (["拼写moon", "m-o-o-n", "倒过来呢"], "noom"), (["banana里有几个a？", "banana 里有 3 个 a。", "n呢？"], "2"), ("西游记是谁写的？", None), ("怎么包饺子？", None), ("3.5加2.5等于多少？", None), ("今晚看什么电影好？", None)],
}
