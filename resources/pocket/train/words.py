"""Words for the letter skills: real ones, and pseudo-words made of syllables or of random letters."""
import zlib

REAL = {
    "en": """apple banana cherry orange lemon grape peach melon mango papaya strawberry blueberry raspberry blackberry
pineapple coconut apricot avocado tomato potato carrot onion garlic pepper cucumber pumpkin spinach broccoli lettuce
cabbage celery bread butter cheese yogurt honey sugar coffee chocolate vanilla cinnamon biscuit sandwich pancake waffle
noodle pizza pasta cookie muffin water river ocean island mountain valley forest desert meadow garden flower blossom
butterfly dragonfly elephant giraffe kangaroo penguin dolphin squirrel rabbit hamster turtle tiger leopard cheetah
monkey gorilla zebra camel donkey chicken turkey parrot sparrow eagle falcon raven window door kitchen bedroom bathroom
ceiling carpet curtain mirror pillow blanket lantern candle hammer screwdriver ladder bucket bottle glass spoon knife
plate pencil eraser notebook library teacher student school university professor science chemistry physics biology
history geography mathematics algebra geometry language alphabet sentence paragraph grammar vocabulary dictionary
computer keyboard monitor printer internet software program network website password message telephone camera
television radio battery engine bicycle motorcycle airplane helicopter rocket satellite planet galaxy universe
telescope microscope thunder lightning rainbow snowflake hurricane tornado earthquake volcano weather temperature
summer winter autumn spring january february wednesday saturday birthday holiday vacation festival wedding family
mother father brother sister grandmother grandfather uncle cousin neighbor friend stranger doctor nurse hospital
medicine engineer scientist musician guitar piano violin trumpet orchestra symphony melody rhythm dance theater
painting sculpture museum gallery market bakery restaurant hotel airport station bridge tunnel highway village city
country government president minister parliament democracy freedom justice peace courage wisdom happiness sadness
mississippi tennessee massachusetts california bookkeeper committee address success balloon hello world goodbye
coffee letter pepperoni assessment possession parallel aardvark llama kayak level radar racecar civic noon mammal
puzzle jazz buzz queen quiz quick fox jumps lazy dog cat sun moon star tree house mouse horse cow pig sheep goat
fish bird bear wolf lion snake frog bee ant spider crab whale shark seal owl duck goose swan deer boat ship train bus
car truck road street park lake pond hill rock sand stone gold silver iron copper paper cloth wool cotton leather
shirt jacket sweater trousers shoe boot glove scarf hat ring necklace umbrella wallet backpack suitcase ticket
reasoning thinking intelligence artificial transformer attention expert router pocket deepwell model token""",
    "de": """Apfel Birne Kirsche Erdbeere Himbeere Banane Zitrone Kartoffel Zwiebel Karotte Gurke Tomate Brot Käse Wurst
Milch Wasser Kaffee Zucker Honig Haus Garten Fenster Tür Küche Zimmer Tisch Stuhl Lampe Teppich Spiegel Schrank Katze
Hund Pferd Vogel Schmetterling Eichhörnchen Schildkröte Elefant Löwe Bär Wolf Fuchs Hase Igel Schule Lehrer Schüler
Universität Bibliothek Buch Bleistift Computer Bildschirm Tastatur Schlüssel Straße Brücke Bahnhof Flughafen Fahrrad
Zug Schiff Himmel Sonne Mond Stern Regen Schnee Gewitter Frühling Sommer Herbst Winter Montag Dienstag Mittwoch
Donnerstag Freitag Samstag Sonntag Geburtstag Freundschaft Gesundheit Krankenhaus Wissenschaft Mathematik Sprache
Wörterbuch Grüße Fußball Schwimmbad Kindergarten Berlin Hamburg München Österreich Schweiz Deutschland""",
    "fr": """pomme poire cerise fraise framboise banane citron orange ananas tomate carotte oignon salade fromage beurre
pain lait eau café sucre miel maison jardin fenêtre porte cuisine chambre table chaise lampe tapis miroir chat chien
cheval oiseau papillon écureuil tortue éléphant lion ours loup renard lapin souris école professeur élève université
bibliothèque livre crayon ordinateur clavier clé rue pont gare aéroport vélo train bateau ciel soleil lune étoile pluie
neige orage printemps été automne hiver lundi mardi mercredi jeudi vendredi samedi dimanche anniversaire amitié santé
hôpital science mathématiques langue dictionnaire bonjour garçon fille forêt montagne rivière Paris Lyon Marseille""",
    "es": """manzana pera cereza fresa frambuesa plátano limón naranja piña tomate zanahoria cebolla lechuga queso
mantequilla pan leche agua café azúcar miel casa jardín ventana puerta cocina habitación mesa silla lámpara alfombra
espejo gato perro caballo pájaro mariposa ardilla tortuga elefante león oso lobo zorro conejo ratón escuela profesor
alumno universidad biblioteca libro lápiz ordenador teclado llave calle puente estación aeropuerto bicicleta tren barco
cielo sol luna estrella lluvia nieve tormenta primavera verano otoño invierno lunes martes miércoles jueves viernes
sábado domingo cumpleaños amistad salud hospital ciencia matemáticas idioma diccionario niño montaña río murciélago
ferrocarril Madrid Barcelona Sevilla""",
}
REAL = {k: v.split() for k, v in REAL.items()}
REAL["zh"] = REAL["en"]
VOWELS, EXTRA = "aeiou", {"de": "äöüß", "fr": "éèêàçô", "es": "áéíóúñ"}


def held_out(key):
    """A fixed tenth of all problems and words belongs to the evaluation and never enters training."""
    return zlib.crc32(("deepwell:" + str(key)).encode()) % 10 == 0


def pseudo(r, L):
    n = r.choice([2, 3, 4, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 15])
    if r.random() < 0.3:  # few distinct letters: many repeats, the hard case
        letters = r.sample("abcdefghijklmnopqrstuvwxyz", r.randint(2, 5))
        return "".join(r.choice(letters) for _ in range(n))
    if r.random() < 0.4:
        return "".join(r.choice("abcdefghijklmnopqrstuvwxyz" + EXTRA.get(L, "")) for _ in range(n))
    w = ""
    while len(w) < n:
        c = r.choice(["b", "c", "ch", "d", "f", "g", "h", "k", "l", "ll", "m", "n", "p", "r", "rr", "s", "ss", "st",
                      "t", "tt", "v", "w", "z", "br", "cl", "str", "pl", "qu", "j", "x", "y", "nn", "pp", "th"])
        w += c + r.choice(VOWELS) + (r.choice("nrstlm") if r.random() < 0.3 else "")
        if r.random() < 0.05 and L in EXTRA:
            w += r.choice(EXTRA[L])
    return w[:n]


def word(r, L, held=False):
    """A word of 3 to 14 letters (2 to 16 in training) from the held-out or the training part, in varying case."""
    while True:
        pool = REAL[L] if r.random() < 0.7 else REAL["en"]
        w = r.choice(pool) if r.random() < (0.6 if held else 0.3) else pseudo(r, L)
        if (3 <= len(w) <= 14 if held else 2 <= len(w) <= 16) and (held is None or held_out(w.lower()) == held):
            break
    k = r.random()
    return w.lower() if k < 0.75 else w.capitalize() if k < 0.92 else w.upper().replace("SS", "SS") if "ß" not in w else w


def letter_for(r, w):
    w = w.lower()
    if r.random() < 0.15:
        return r.choice("abcdefghijklmnopqrstuvwxyz")
    if r.random() < 0.3:
        return max(set(w), key=lambda c: (w.count(c), c))
    return r.choice(w)
