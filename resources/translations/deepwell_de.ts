<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AgainMenu</name>
    <message>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Without thinking</source>
        <translation>Ohne Nachdenken</translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>Mit Nachdenken</translation>
    </message>
    <message>
        <source>More varied</source>
        <translation>Abwechslungsreicher</translation>
    </message>
    <message>
        <source>Temperature +0.3, a new seed</source>
        <translation>Temperatur +0,3, ein neuer Seed</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1 B</source>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
</context>
<context>
    <name>AnswerEditor</name>
    <message>
        <source>Edit the answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Saved as a variant: the answer as it was stays beside it.</source>
        <translation>Wird als Variante gespeichert: Die bisherige Antwort bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Chat wird gelesen&#xa0;… %1&#xa0;%</translation>
    </message>
    <message>
        <source>Reading the chat…</source>
        <translation>Chat wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu beantworten</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Neuer Chat ab hier</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Ab hier löschen</translation>
    </message>
    <message>
        <source>How this answer was made</source>
        <translation>Wie diese Antwort entstand</translation>
    </message>
    <message>
        <source>Answer again with…</source>
        <translation>Noch einmal antworten mit …</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>%1, %2</source>
        <comment>a model, when it answered</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
</context>
<context>
    <name>AppCommands</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Stop answering</source>
        <translation>Antwort stoppen</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu beantworten</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>Letzte Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Ganzen Chat kopieren</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Chat umbenennen</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Vorheriger Chat</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Alle Chats durchsuchen</translation>
    </message>
    <message>
        <source>Show or hide the chats</source>
        <translation>Chats ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>Zurück zum Chat</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Pin or unpin chat</source>
        <translation>Chat anheften oder lösen</translation>
    </message>
    <message>
        <source>Archive chat</source>
        <translation>Chat archivieren</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>Chat löschen</translation>
    </message>
    <message>
        <source>Export chat as Markdown</source>
        <translation>Chat als Markdown exportieren</translation>
    </message>
    <message>
        <source>Export chat as PDF</source>
        <translation>Chat als PDF exportieren</translation>
    </message>
    <message>
        <source>Export chat as JSON</source>
        <translation>Chat als JSON exportieren</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>Alle Chats anzeigen</translation>
    </message>
    <message>
        <source>Show archived chats</source>
        <translation>Archivierte Chats anzeigen</translation>
    </message>
    <message>
        <source>Show the bin</source>
        <translation>Papierkorb anzeigen</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Chats importieren</translation>
    </message>
    <message>
        <source>Export all chats</source>
        <translation>Alle Chats exportieren</translation>
    </message>
    <message>
        <source>Privacy: what can connect</source>
        <translation>Datenschutz: was sich verbinden kann</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Switch thinking on or off</source>
        <translation>Nachdenken ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Letzte Frage bearbeiten</translation>
    </message>
    <message>
        <source>How the last answer was made</source>
        <translation>Wie die letzte Antwort entstand</translation>
    </message>
    <message>
        <source>What the model is given: the context</source>
        <translation>Was das Modell bekommt: der Kontext</translation>
    </message>
    <message>
        <source>Fork: the same chat again, to go on otherwise</source>
        <translation>Abzweigen: derselbe Chat noch einmal, um anders weiterzumachen</translation>
    </message>
    <message>
        <source>New chat with a summary of this one</source>
        <translation>Neuer Chat mit einer Zusammenfassung von diesem</translation>
    </message>
    <message>
        <source>Theme: as the desktop</source>
        <translation>Design: wie der Desktop</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Design: hell</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Design: dunkel</translation>
    </message>
    <message>
        <source>Show the thinking until the answer begins</source>
        <translation>Gedanken zeigen, bis die Antwort beginnt</translation>
    </message>
    <message>
        <source>Show the thinking always</source>
        <translation>Gedanken immer zeigen</translation>
    </message>
    <message>
        <source>Show the thinking folded</source>
        <translation>Gedanken zugeklappt zeigen</translation>
    </message>
    <message>
        <source>Choose the device that the model runs on: processor or GPU</source>
        <translation>Gerät wählen, auf dem das Modell läuft: Prozessor oder GPU</translation>
    </message>
    <message>
        <source>Get models: catalog and search</source>
        <translation>Modelle holen: Katalog und Suche</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Modell entladen</translation>
    </message>
    <message>
        <source>Instructions for all models: the system prompt</source>
        <translation>Anweisungen für alle Modelle: der Systemprompt</translation>
    </message>
    <message>
        <source>Preset of this model: system prompt, thinking, sampling</source>
        <translation>Voreinstellung dieses Modells: Systemprompt, Nachdenken, Sampling</translation>
    </message>
    <message>
        <source>Instructions for this chat: a system prompt of its own</source>
        <translation>Anweisungen für diesen Chat: ein eigener Systemprompt</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>Die letzte Antwort bearbeiten</translation>
    </message>
</context>
<context>
    <name>ArrivalBar</name>
    <message numerus="yes">
        <source>%n model(s) are downloaded.</source>
        <translation>
            <numerusform>%n Modell ist heruntergeladen.</numerusform>
            <numerusform>%n Modelle sind heruntergeladen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is downloaded.</source>
        <translation>%1 ist heruntergeladen.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Use it now</source>
        <translation>Jetzt verwenden</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>BinMenu</name>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Strg+Klick</translation>
    </message>
</context>
<context>
    <name>CatalogRow</name>
    <message>
        <source>recommended for this computer</source>
        <translation>für diesen Computer empfohlen</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>Download %1 in %2, about %3</source>
        <translation>%1 in %2 herunterladen, etwa %3</translation>
    </message>
    <message>
        <source>Other quantisations of %1</source>
        <translation>Andere Quantisierungen von %1</translation>
    </message>
    <message>
        <source>Fits best</source>
        <translation>Passt am besten</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Neuer Chat (Strg+N)</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Your chats will be here.</source>
        <translation>Hier erscheinen Ihre Chats.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Folders, archive, bin, import and export</source>
        <translation>Ordner, Archiv, Papierkorb, Import und Export</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>Der Papierkorb ist leer.</translation>
    </message>
    <message>
        <source>No chat is archived.</source>
        <translation>Kein Chat ist archiviert.</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown&#xa0;…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF&#xa0;…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON&#xa0;…</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Zurück zu den Chats</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Strg+Klick</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Jump to latest</source>
        <translation>Zum Ende springen</translation>
    </message>
    <message>
        <source>Answer the last message</source>
        <translation>Letzte Nachricht beantworten</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 wird geladen&#xa0;… %2&#xa0;%</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>Answers can be wrong. Check what matters.</source>
        <translation>Antworten können falsch sein. Prüfen Sie, was wichtig ist.</translation>
    </message>
    <message>
        <source>Opening the chat…</source>
        <translation>Chat wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This chat is in the bin.</source>
        <translation>Dieser Chat liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>%1, answering</source>
        <translation>%1, antwortet gerade</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Name des Chats</translation>
    </message>
    <message>
        <source>%1, new answer</source>
        <translation>%1, neue Antwort</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>Mehr zu „%1“</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Do not wrap lines</source>
        <translation>Zeilen nicht umbrechen</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Als Datei speichern …</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find chats, messages, commands, models and settings</source>
        <translation>Chats, Nachrichten, Befehle, Modelle, Einstellungen suchen</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Nothing fits these words</source>
        <translation>Nichts passt zu diesen Wörtern</translation>
    </message>
    <message>
        <source>Messages are found by whole words or their beginnings</source>
        <translation>Nachrichten werden über ganze Wörter oder Wortanfänge gefunden</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open  ·  Esc close  ·  type &gt; for commands only</source>
        <translation>↑ ↓ wählen  ·  Enter öffnen  ·  Esc schließen  ·  &gt; nur Befehle</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open</source>
        <translation>↑ ↓ wählen  ·  Enter öffnen</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask anything</source>
        <translation>Stellen Sie eine Frage</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Esc stoppt</translation>
    </message>
    <message>
        <source>Reading files…</source>
        <translation>Dateien werden gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
    <message>
        <source>Editing a question. The old one and its answers stay as a variant.</source>
        <translation>Frage wird bearbeitet. Die alte bleibt mit ihren Antworten als Variante erhalten.</translation>
    </message>
    <message>
        <source>Cancel editing (Esc)</source>
        <translation>Bearbeiten abbrechen (Esc)</translation>
    </message>
    <message>
        <source>%1 You can change it before you send it.</source>
        <translation>%1 Sie können sie vor dem Senden noch ändern.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You have pasted a long text.</source>
        <translation>Sie haben einen langen Text eingefügt.</translation>
    </message>
    <message>
        <source>Attach it as a file</source>
        <translation>Als Datei anhängen</translation>
    </message>
    <message>
        <source>Keep it in the message</source>
        <translation>In der Nachricht lassen</translation>
    </message>
    <message>
        <source>Ask it differently</source>
        <translation>Anders fragen</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>Frage bearbeiten</translation>
    </message>
    <message>
        <source>Attach text files or PDFs</source>
        <translation>Textdateien oder PDFs anhängen</translation>
    </message>
    <message>
        <source>Will be sent when %1 is loaded.</source>
        <translation>Wird gesendet, sobald %1 geladen ist.</translation>
    </message>
    <message>
        <source>Will be sent in a moment.</source>
        <translation>Wird gleich gesendet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>Es ist kein Modell geladen. Das letzte war %1.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Wieder laden</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Senden (Enter)</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Senden (Strg+Enter)</translation>
    </message>
    <message>
        <source>Do not send (Esc)</source>
        <translation>Nicht senden (Esc)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Stoppen (Esc)</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>%1 empfangen, %2 gesendet</translation>
    </message>
    <message>
        <source>amount not known</source>
        <translation>Menge unbekannt</translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</source>
        <translation>
            <numerusform>%n Verbindung von deepwell-fetch nach einem Klick von Ihnen: %1 empfangen, %2 gesendet.</numerusform>
            <numerusform>%n Verbindungen von deepwell-fetch, jede nach einem Klick von Ihnen: %1 empfangen, %2 gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The record is long: older connections are not shown.</source>
        <translation>Die Liste ist lang: Ältere Verbindungen werden nicht gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the record could not be read.</source>
        <translation>
            <numerusform>%n Zeile der Aufzeichnung konnte nicht gelesen werden.</numerusform>
            <numerusform>%n Zeilen der Aufzeichnung konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>No connection is on record. When you search the hub or download a model, each one is listed here.</source>
        <translation>Es ist keine Verbindung verzeichnet. Wenn Sie den Hub durchsuchen oder ein Modell herunterladen, steht jede hier.</translation>
    </message>
    <message>
        <source>The record is not complete: there were connections that could not be written into it.</source>
        <translation>Die Liste ist nicht vollständig: Es gab Verbindungen, die nicht hineingeschrieben werden konnten.</translation>
    </message>
    <message>
        <source>%1. Until it can be kept, nothing is searched for or downloaded.</source>
        <translation>%1. Solange die Liste nicht geführt werden kann, wird nichts gesucht oder heruntergeladen.</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>Das Verzeichnis wird gelesen…</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context: %1</source>
        <translation>Kontext: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>With this message the chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>Mit dieser Nachricht hat der Chat %1 Tokens; in den Kontext passen %2, und auch die Antwort braucht Platz.</translation>
    </message>
    <message>
        <source>The chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>Der Chat hat %1 Tokens; in den Kontext passen %2, und auch die Antwort braucht Platz.</translation>
    </message>
    <message>
        <source>The answer has filled the context of %1 tokens. To go on, make room:</source>
        <translation>Die Antwort hat den Kontext von %1 Tokens gefüllt. Schaffen Sie Platz, damit es weitergeht:</translation>
    </message>
    <message>
        <source>The chat is being counted…</source>
        <translation>Der Chat wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used.</source>
        <translation>%1 von %2 Tokens des Kontexts sind belegt.</translation>
    </message>
    <message>
        <source>What the model is given</source>
        <translation>Was das Modell erhält</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>Der Kontext ist voll</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Shorten the message, or remove a file.</source>
        <translation>Kürzen Sie die Nachricht oder entfernen Sie eine Datei.</translation>
    </message>
    <message numerus="yes">
        <source>Leave out the %n oldest question(s) with their answers</source>
        <translation>
            <numerusform>Die älteste Frage (%n) mit ihrer Antwort weglassen</numerusform>
            <numerusform>Die %n ältesten Fragen mit ihren Antworten weglassen</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay in the chat, but the model no longer sees them; if this chat grows further, its oldest go again.</source>
        <translation>Sie bleiben im Chat, doch das Modell sieht sie nicht mehr; wächst der Chat weiter, fallen wieder die ältesten weg.</translation>
    </message>
    <message>
        <source>Leave out the thinking of earlier answers</source>
        <translation>Gedanken früherer Antworten weglassen</translation>
    </message>
    <message>
        <source>Saves %1 tokens.</source>
        <translation>Spart %1 Tokens.</translation>
    </message>
    <message>
        <source>A larger context: %1 tokens</source>
        <translation>Größerer Kontext: %1 Tokens</translation>
    </message>
    <message>
        <source>The model is loaded again.</source>
        <translation>Das Modell wird neu geladen.</translation>
    </message>
    <message>
        <source>Takes up to %1 of memory. The model is loaded again.</source>
        <translation>Braucht bis zu %1 Speicher. Das Modell wird neu geladen.</translation>
    </message>
    <message>
        <source>A new chat with a summary of this one</source>
        <translation>Neuer Chat mit einer Zusammenfassung von diesem</translation>
    </message>
    <message>
        <source>The model writes it; you can change it before you send it.</source>
        <translation>Das Modell schreibt sie; Sie können sie vor dem Senden ändern.</translation>
    </message>
    <message>
        <source>Give the model the whole chat again</source>
        <translation>Dem Modell wieder den ganzen Chat geben</translation>
    </message>
    <message>
        <source>Instructions for this chat…</source>
        <translation>Anweisungen für diesen Chat&#xa0;…</translation>
    </message>
    <message>
        <source>A system prompt of its own</source>
        <translation>Ein eigener Systemprompt</translation>
    </message>
    <message>
        <source>It has some of its own.</source>
        <translation>Er hat eigene.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>%1 downloaded this model and will no longer have it.</source>
        <translation>%1 hat dieses Modell heruntergeladen und verliert es dann.</translation>
    </message>
    <message>
        <source>It is loaded now and will be unloaded first.</source>
        <translation>Es ist geladen und wird vorher entladen.</translation>
    </message>
    <message>
        <source>Delete for good, not to the trash</source>
        <translation>Endgültig löschen, ohne Papierkorb</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Frees %1 at once. This cannot be undone.</source>
        <translation>Gibt sofort %1 frei. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It goes to the trash. Emptying the trash frees %1.</source>
        <translation>Es kommt in den Papierkorb. Wird er geleert, sind %1 frei.</translation>
    </message>
    <message>
        <source>Looking at its files…</source>
        <translation>Die Dateien werden angesehen …</translation>
    </message>
    <message>
        <source>Only the link goes. What it leads to stays, and no space gets free.</source>
        <translation>Nur die Verknüpfung wird gelöscht. Worauf sie zeigt, bleibt, und es wird kein Platz frei.</translation>
    </message>
</context>
<context>
    <name>DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>Symbol im Infobereich</translation>
    </message>
    <message>
        <source>To bring the window back, or begin a new chat</source>
        <translation>Um das Fenster zurückzuholen oder einen Chat zu beginnen</translation>
    </message>
    <message>
        <source>This desktop has no system tray</source>
        <translation>Dieser Desktop hat keinen Infobereich</translation>
    </message>
    <message>
        <source>Closing the window keeps Deepwell running</source>
        <translation>Beim Schließen des Fensters weiterlaufen</translation>
    </message>
    <message>
        <source>It stays in the tray, with the model loaded and answers going on</source>
        <translation>Deepwell bleibt im Infobereich, das Modell bleibt geladen, Antworten gehen weiter</translation>
    </message>
    <message>
        <source>Notify when a long answer or a download ends</source>
        <translation>Melden, wenn eine lange Antwort oder ein Download fertig ist</translation>
    </message>
    <message>
        <source>If the window is not in front; of answers only if they took more than 20 seconds. The notification says nothing of the chat</source>
        <translation>Wenn das Fenster nicht vorn ist; Antworten nur, wenn sie mehr als 20 Sekunden dauerten. Die Meldung verrät nichts vom Chat</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Run on: %1</source>
        <translation>Ausführen auf: %1</translation>
    </message>
    <message>
        <source>Looking for graphics cards…</source>
        <translation>Grafikkarten werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>No graphics card can be used</source>
        <translation>Keine Grafikkarte ist nutzbar</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Search %1</source>
        <translation>Auf %1 suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <source>“%1” on %2</source>
        <translation>„%1“ auf %2</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>Die Suche ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This list is part of Deepwell, its sizes are approximate. Nothing is asked of %1 until you search or download: then it says what it has and how large that is.</source>
        <translation>Diese Liste ist Teil von Deepwell, ihre Größen sind ungefähr. %1 wird nach nichts gefragt, bis Sie suchen oder herunterladen: Dann sagt es, was es hat und wie groß das ist.</translation>
    </message>
    <message>
        <source>Search %1, or paste a model&apos;s address</source>
        <translation>%1 durchsuchen oder Adresse eines Modells einfügen</translation>
    </message>
    <message>
        <source>Format of the models</source>
        <translation>Format der Modelle</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Reihenfolge der Ergebnisse</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>Meiste Downloads</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>Meiste Likes</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>Only repositories with GGUF files were searched. Try fewer words, or the other format.</source>
        <translation>Nur Repositorys mit GGUF-Dateien wurden durchsucht. Versuchen Sie weniger Wörter oder das andere Format.</translation>
    </message>
    <message>
        <source>Only repositories with safetensors for text were searched. Try fewer words, or the other format.</source>
        <translation>Nur Repositorys mit Safetensors für Text wurden durchsucht. Versuchen Sie weniger Wörter oder das andere Format.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Take %1 from this list</source>
        <translation>%1 aus dieser Liste nehmen</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Seite des Modells</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Laden von %1 abbrechen</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatten</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Mit %1 chatten</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>less than a minute left</source>
        <translation>noch unter einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>noch %n Minute</numerusform>
            <numerusform>noch %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>noch %n Stunde</numerusform>
            <numerusform>noch %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis er an der Reihe ist</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird hergestellt&#xa0;…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Checking what was downloaded…</source>
        <translation>Der Download wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Downloaded and checked, %1</source>
        <translation>Heruntergeladen und geprüft, %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Asking the hub which files it has and how large they are…</source>
        <translation>Der Hub wird gefragt, welche Dateien er hat und wie groß sie sind …</translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>The download helper is running. It ends when nothing is left to do.</source>
        <translation>Der Download-Helfer läuft. Er endet, wenn nichts mehr zu tun ist.</translation>
    </message>
    <message>
        <source>Nothing is connected to the internet.</source>
        <translation>Nichts ist mit dem Internet verbunden.</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts unterwegs</translation>
    </message>
    <message>
        <source>Downloads can be paused, survive a power cut and are checked against the hash that the hub publishes.</source>
        <translation>Downloads lassen sich anhalten, überstehen einen Stromausfall und werden mit dem Hashwert geprüft, den der Hub veröffentlicht.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Modelle entdecken</translation>
    </message>
    <message>
        <source>Cancel the download of %1?</source>
        <translation>Download von %1 abbrechen?</translation>
    </message>
    <message>
        <source>What was downloaded so far is deleted. A paused download keeps it.</source>
        <translation>Was schon heruntergeladen ist, wird gelöscht. Ein angehaltener Download behält es.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Weiterladen</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Download abbrechen</translation>
    </message>
</context>
<context>
    <name>DragGhost</name>
    <message>
        <source>Let go to leave it where it is</source>
        <translation>Loslassen: bleibt, wo er ist</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Out of any folder</source>
        <translation>Aus dem Ordner nehmen</translation>
    </message>
    <message>
        <source>Into “%1”</source>
        <translation>In „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s)</source>
        <translation>
            <numerusform>%Ln Chat</numerusform>
            <numerusform>%Ln Chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files to ask about them, or a model to open it</source>
        <translation>Dateien ablegen, um dazu zu fragen, oder ein Modell, um es zu öffnen</translation>
    </message>
    <message>
        <source>Text files and PDFs go with your message. A model is a .gguf file, or a folder with safetensors.</source>
        <translation>Textdateien und PDFs gehen mit Ihrer Nachricht mit. Ein Modell ist eine .gguf-Datei oder ein Ordner mit safetensors.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Count letters</source>
        <translation>Buchstaben zählen</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>Ordnen</translation>
    </message>
    <message>
        <source>Reverse a word</source>
        <translation>Ein Wort umdrehen</translation>
    </message>
    <message>
        <source>What shall we think about?</source>
        <translation>Worüber denken wir nach?</translation>
    </message>
    <message>
        <source>You see the model think, and nothing leaves this computer.</source>
        <translation>Sie sehen das Modell denken, und nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>The model that comes with Deepwell is a tiny demonstration: it calculates, sorts, spells and counts letters. For everything else, open a bigger one, such as a DeepSeek-R1 distill.</source>
        <translation>Das mitgelieferte Modell ist eine winzige Demonstration und versteht nur Englisch: Es rechnet, sortiert, buchstabiert und zählt Buchstaben. Für alles andere öffnen Sie ein größeres, etwa ein DeepSeek-R1-Destillat.</translation>
    </message>
    <message>
        <source>Why is the sky blue, and the sunset red?</source>
        <translation>Warum ist der Himmel blau und der Sonnenuntergang rot?</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Programmieren</translation>
    </message>
    <message>
        <source>Prove that the square root of 2 is irrational.</source>
        <translation>Beweise, dass die Wurzel aus 2 irrational ist.</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Beweisen</translation>
    </message>
    <message>
        <source>Plan four days in Lisbon, on foot and by tram.</source>
        <translation>Plane vier Tage in Lissabon, zu Fuß und mit der Straßenbahn.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planen</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one, or get one that fits this computer.</source>
        <translation>Es ist kein Modell geladen. Wählen Sie eines oder laden Sie eines herunter, das zu diesem Rechner passt.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Write a script that finds duplicate files.</source>
        <translation>Schreib ein Skript, das doppelte Dateien findet.</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>Es ist kein Modell geladen. Das letzte war %1.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Wieder laden</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Längste Antwort in Tokens</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Kontextlänge</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Kontextlänge in Tokens</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Sampling as the model recommends</source>
        <translation>Sampling, wie das Modell es empfiehlt</translation>
    </message>
    <message>
        <source>Off: with the values below</source>
        <translation>Aus: mit den Werten unten</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0: immer das wahrscheinlichste Token</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1: aus</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Always the same seed</source>
        <translation>Immer derselbe Seed</translation>
    </message>
    <message>
        <source>The same question then gets the same answer</source>
        <translation>Dieselbe Frage erhält dann dieselbe Antwort</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Reset sampling</source>
        <translation>Sampling zurücksetzen</translation>
    </message>
    <message>
        <source>All of these as they were at first</source>
        <translation>Alle Werte wie zu Beginn</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>In tokens, thinking included</source>
        <translation>In Tokens, mit Nachdenken</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>In Tokens; ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>Das Modell neu laden</translation>
    </message>
    <message>
        <source>The loaded one still runs with the values of before</source>
        <translation>Das geladene läuft noch mit den Werten von vorher</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Genauigkeit des KV-Caches</translation>
    </message>
    <message>
        <source>What a model remembers of a chat while it answers: 8 bits take half the memory of 16, and answers can differ a little. From the next load on</source>
        <translation>Was ein Modell beim Antworten vom Chat behält: 8 Bit brauchen halb so viel Speicher wie 16, Antworten können etwas anders ausfallen. Ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Automatic: one for each physical core, nearly always the fastest; fewer leave room for other programs. From the next load on</source>
        <translation>Automatisch: einer je physischem Kern, fast immer am schnellsten; weniger lassen anderen Programmen Platz. Ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>Schichten auf der GPU</translation>
    </message>
    <message>
        <source>At most; the others stay in RAM. From the next load on</source>
        <translation>Höchstens; die anderen bleiben im RAM. Ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>Speicher der GPU</translation>
    </message>
    <message>
        <source>In MiB, at most; automatic is what is free, less a margin. From the next load on</source>
        <translation>In MiB, höchstens; automatisch ist, was frei ist, abzüglich einer Reserve. Ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>Memory of the GPU in MiB</source>
        <translation>Speicher der GPU in MiB</translation>
    </message>
</context>
<context>
    <name>EraseChatSheet</name>
    <message>
        <source>Erase this chat for good?</source>
        <translation>Diesen Chat endgültig löschen?</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Its messages and their words in the search index are overwritten on the disk. They cannot be brought back.</source>
        <translation>Seine Nachrichten und ihre Wörter im Suchindex werden auf dem Datenträger überschrieben. Sie lassen sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln chat(s) for good?</source>
        <translation>
            <numerusform>%Ln Chat endgültig löschen?</numerusform>
            <numerusform>%Ln Chats endgültig löschen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>erase</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>Erase all chats?</source>
        <translation>Alle Chats löschen?</translation>
    </message>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>Geben Sie „%1“ ein, um fortzufahren:</translation>
    </message>
    <message>
        <source>The word that confirms erasing</source>
        <translation>Das Wort, das das Löschen bestätigt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Erase all chats</source>
        <translation>Alle Chats löschen</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <source>All chats, folders and drafts go, those in the bin and old copies of the history too. Deepwell cannot bring them back: they are overwritten where they lie. Traces can remain outside of Deepwell&apos;s reach, in backups and snapshots and in the spare cells of an SSD. Models and settings stay.</source>
        <translation>Alle Chats, Ordner und Entwürfe werden gelöscht, auch die im Papierkorb und alte Kopien des Verlaufs. Deepwell kann sie nicht zurückholen: Sie werden dort überschrieben, wo sie liegen. Spuren können bleiben, wo Deepwell nicht hinkommt: in Sicherungen, in Snapshots und in den Reservezellen einer SSD. Modelle und Einstellungen bleiben.</translation>
    </message>
    <message>
        <source>Not everything could be erased: an answer or a summary is being written, or the history cannot be changed now. Stop what is being written and try again.</source>
        <translation>Nicht alles konnte gelöscht werden: Eine Antwort oder Zusammenfassung wird gerade geschrieben, oder der Verlauf lässt sich jetzt nicht ändern. Stoppen Sie, was geschrieben wird, und versuchen Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be done so</source>
        <translation>So geht das nicht</translation>
    </message>
    <message>
        <source>The chat is longer than the context</source>
        <translation>Der Chat ist länger als der Kontext</translation>
    </message>
    <message>
        <source>Something is not there</source>
        <translation>Etwas fehlt</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>Eine Datei ist beschädigt</translation>
    </message>
    <message>
        <source>This is not supported</source>
        <translation>Das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>Lesen oder Schreiben ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>The device failed</source>
        <translation>Das Gerät ist ausgefallen</translation>
    </message>
    <message>
        <source>An error in Deepwell itself</source>
        <translation>Ein Fehler in Deepwell selbst</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>FileSheet</name>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
</context>
<context>
    <name>FilesSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>Dateien von %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n part(s)</source>
        <translation>
            <numerusform>%1, %n Teil</numerusform>
            <numerusform>%1, %n Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>%1 herunterladen, %2</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>No files that Deepwell can use</source>
        <translation>Keine Dateien, die Deepwell nutzen kann</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>The files could not be listed</source>
        <translation>Die Dateien ließen sich nicht auflisten</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Seite des Modells</translation>
    </message>
    <message>
        <source>Search for it</source>
        <translation>Danach suchen</translation>
    </message>
    <message>
        <source>Too large for the disk: %1</source>
        <translation>Zu groß für das Laufwerk: %1</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Vorheriges (Umschalt+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Nächstes (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Find in these thoughts</source>
        <translation>In diesen Gedanken suchen</translation>
    </message>
    <message>
        <source>Only in these thoughts: search the whole chat</source>
        <translation>Nur in diesen Gedanken: im ganzen Chat suchen</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Its chats stay</source>
        <translation>Seine Chats bleiben</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message numerus="yes">
        <source>Folder %1, %Ln chat(s)</source>
        <translation>
            <numerusform>Ordner %1, %Ln Chat</numerusform>
            <numerusform>Ordner %1, %Ln Chats</numerusform>
        </translation>
    </message>
    <message>
        <source>More for folder “%1”</source>
        <translation>Mehr zum Ordner „%1“</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
</context>
<context>
    <name>FoldersSheet</name>
    <message>
        <source>Folders with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>Ziel der Downloads</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Your folders</source>
        <translation>Ihre Ordner</translation>
    </message>
    <message>
        <source>None yet. Models in folders that you add here are used where they are.</source>
        <translation>Noch keine. Modelle in Ordnern, die Sie hier hinzufügen, bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Take %1 out of the library</source>
        <translation>%1 aus der Bibliothek nehmen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Andere Programme</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded, without copying it</source>
        <translation>Nutzen, was andere Programme heruntergeladen haben, ohne es zu kopieren</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Downloads anderer Programme nutzen</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: too large to be searched whole</source>
        <translation>%1: zu groß, um ganz durchsucht zu werden</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Some folders are closed to your account. To open Ollama&apos;s, join its group (sudo usermod -aG ollama $USER) and log in again.</source>
        <translation>Einige Ordner sind für Ihr Konto gesperrt. Für die von Ollama treten Sie dessen Gruppe bei (sudo usermod -aG ollama $USER) und melden sich neu an.</translation>
    </message>
    <message>
        <source>Too large to be searched whole</source>
        <translation>Zu groß, um ganz durchsucht zu werden</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>System follows the desktop</source>
        <translation>„System“ folgt dem Desktop</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Of the messages; Ctrl and + or −</source>
        <translation>Der Nachrichten; Strg und + oder −</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Titles by the model</source>
        <translation>Titel vom Modell</translation>
    </message>
    <message>
        <source>The loaded model names a new chat while it has nothing else to do; the pocket model cannot. Off: by the first line</source>
        <translation>Das geladene Modell benennt einen neuen Chat, wenn es nichts anderes zu tun hat; das Taschenmodell kann das nicht. Aus: nach der ersten Zeile</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Instructions for all models</source>
        <translation>Anweisungen für alle Modelle</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Zum Beispiel: Antworte in kurzen Sätzen.</translation>
    </message>
    <message>
        <source>The system prompt: what a model is told before every chat. A model&apos;s preset can have another one</source>
        <translation>Der Systemprompt: was einem Modell vor jedem Chat gesagt wird. Die Voreinstellung eines Modells kann einen anderen haben</translation>
    </message>
    <message>
        <source>Send messages with</source>
        <translation>Nachrichten senden mit</translation>
    </message>
    <message>
        <source>Shift+Enter always makes a new line; where Ctrl+Enter sends, Enter does too</source>
        <translation>Umschalt+Enter macht immer eine neue Zeile; wenn Strg+Enter sendet, auch Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Load the last model at start</source>
        <translation>Beim Start das letzte Modell laden</translation>
    </message>
    <message>
        <source>Off: the window opens without a model, and offers it</source>
        <translation>Aus: das Fenster öffnet sich ohne Modell und bietet es an</translation>
    </message>
</context>
<context>
    <name>HeaderSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search metadata and tensors</source>
        <translation>Metadaten und Tensoren durchsuchen</translation>
    </message>
    <message>
        <source>Metadata and tensors</source>
        <translation>Metadaten und Tensoren</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Nichts enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1, %2, %3: %4</translation>
    </message>
</context>
<context>
    <name>HubRow</name>
    <message>
        <source>needs a token</source>
        <translation>braucht ein Zugriffstoken</translation>
    </message>
    <message>
        <source>Needs a token</source>
        <translation>Braucht Zugriffstoken</translation>
    </message>
</context>
<context>
    <name>InstalledMenu</name>
    <message>
        <source>Preset…</source>
        <translation>Voreinstellung&#xa0;…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details&#xa0;…</translation>
    </message>
    <message>
        <source>Verify SHA-256</source>
        <translation>SHA-256 prüfen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen&#xa0;…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>InstalledNotes</name>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Downloads again only what is wrong</source>
        <translation>Lädt nur neu, was fehlerhaft ist</translation>
    </message>
    <message>
        <source>Computing SHA-256… %1 %</source>
        <translation>SHA-256 wird berechnet&#xa0;… %1&#xa0;%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Search your models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Order of the models</source>
        <translation>Reihenfolge der Modelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Folders with models</source>
        <translation>Ordner mit Modellen</translation>
    </message>
    <message>
        <source>Add models that are on this computer</source>
        <translation>Modelle hinzufügen, die auf diesem Computer sind</translation>
    </message>
    <message>
        <source>Add model file…</source>
        <translation>Modelldatei hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>It stays where it is</source>
        <translation>Sie bleibt, wo sie ist</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Models that come into it later are found too</source>
        <translation>Auch spätere Modelle darin werden gefunden</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Computer</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 von %n Modell</numerusform>
            <numerusform>%1 von %n Modellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1</source>
        <translation>
            <numerusform>%n Modell, %1</numerusform>
            <numerusform>%n Modelle, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>Noch keine Modelle</translation>
    </message>
    <message>
        <source>Download one that fits this computer, or add a folder in which you have some. Models of LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache are found by themselves.</source>
        <translation>Laden Sie eines herunter, das zu diesem Computer passt, oder fügen Sie einen Ordner mit Modellen hinzu. Modelle von LM Studio, Ollama, Jan, GPT4All, llama.cpp und aus dem Hugging-Face-Cache werden von selbst gefunden.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Modelle entdecken</translation>
    </message>
    <message>
        <source>No model has these words</source>
        <translation>Kein Modell enthält diese Wörter</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
</context>
<context>
    <name>InstalledRow</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Has a preset of its own</source>
        <translation>Hat eine eigene Voreinstellung</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Entladen</translation>
    </message>
    <message>
        <source>Unload %1</source>
        <translation>%1 entladen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Laden von %1 abbrechen</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatten</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Mit %1 chatten</translation>
    </message>
</context>
<context>
    <name>InstructionsSheet</name>
    <message>
        <source>Instructions for this chat</source>
        <translation>Anweisungen für diesen Chat</translation>
    </message>
    <message>
        <source>A system prompt of its own, instead of that of the model&apos;s preset or of the settings. Empty: those.</source>
        <translation>Ein eigener Systemprompt, statt dem der Voreinstellung des Modells oder der Einstellungen. Leer: diese.</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Zum Beispiel: Antworte in kurzen Sätzen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>In a chat</source>
        <translation>In einem Chat</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Letzte Frage bearbeiten</translation>
    </message>
    <message>
        <source>In the empty message field</source>
        <translation>Im leeren Nachrichtenfeld</translation>
    </message>
    <message>
        <source>Scroll the chat</source>
        <translation>Im Chat blättern</translation>
    </message>
    <message>
        <source>Menu of a chat in the list</source>
        <translation>Menü eines Chats in der Liste</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>%1 could not be moved to the trash: its disk may have none. To delete it for good, choose that when you are asked.</source>
        <translation>%1 konnte nicht in den Papierkorb gelegt werden: Vielleicht hat das Laufwerk keinen. Um endgültig zu löschen, wählen Sie das bei der Rückfrage.</translation>
    </message>
    <message>
        <source>%1 could not be deleted: %2. What was deleted before it is gone.</source>
        <translation>%1 konnte nicht gelöscht werden: %2. Was davor gelöscht wurde, ist weg.</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Added folder</source>
        <translation>Hinzugefügter Ordner</translation>
    </message>
    <message>
        <source>Needs about %1 with %2 tokens of context</source>
        <translation>Braucht etwa %1 bei %2 Tokens Kontext</translation>
    </message>
    <message>
        <source>%1 of RAM is free</source>
        <translation>%1 RAM sind frei</translation>
    </message>
    <message>
        <source>%1 of the GPU&apos;s memory is free</source>
        <translation>%1 GPU-Speicher sind frei</translation>
    </message>
    <message>
        <source>Fits the GPU</source>
        <translation>Ganz auf GPU</translation>
    </message>
    <message>
        <source>GPU + RAM</source>
        <translation>GPU + RAM</translation>
    </message>
    <message>
        <source>Part of it runs on the processor, which is slower.</source>
        <translation>Ein Teil läuft auf dem Prozessor, das ist langsamer.</translation>
    </message>
    <message>
        <source>Fits in RAM</source>
        <translation>Ganz im RAM</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Closing other programs may make room.</source>
        <translation>Andere Programme zu schließen kann Platz schaffen.</translation>
    </message>
    <message>
        <source>Its weights would be read from the disk again and again, which is very slow.</source>
        <translation>Seine Gewichte würden immer wieder von der Festplatte gelesen, das ist sehr langsam.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) missing: %1. Download again what is missing.</source>
        <translation>
            <numerusform>%n Teil fehlt: %1. Laden Sie das Fehlende erneut herunter.</numerusform>
            <numerusform>%n Teile fehlen: %1. Laden Sie das Fehlende erneut herunter.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash, nor put back: it lies at %2 now. Move it back from there.</source>
        <translation>%1 konnte weder in den Papierkorb gelegt noch zurückgelegt werden: Die Datei liegt jetzt unter %2. Verschieben Sie sie von dort zurück.</translation>
    </message>
    <message>
        <source>Not supported: %1</source>
        <translation>Nicht unterstützt: %1</translation>
    </message>
    <message>
        <source>The hub describes this as %1, which Deepwell does not run: it would be refused after the download. Deepwell runs %2.</source>
        <translation>Der Hub beschreibt dies als %1, das Deepwell nicht ausführt: Nach dem Download würde es abgewiesen. Deepwell führt aus: %2.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Disk with the models: %1</source>
        <translation>Festplatte mit den Modellen: %1</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Entdecken</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>LibrarySettings</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Downloads anderer Programme nutzen</translation>
    </message>
    <message>
        <source>LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache, without copying</source>
        <translation>LM Studio, Ollama, Jan, GPT4All, llama.cpp und den Hugging-Face-Cache, ohne zu kopieren</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>The address of a server that speaks the Hugging Face API; https, or http on this computer</source>
        <translation>Adresse eines Servers mit der Hugging-Face-API; https, oder http auf diesem Computer</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse des Hubs</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>For models with conditions. Sent to the hub only, kept on this computer</source>
        <translation>Für Modelle mit Bedingungen. Geht nur an den Hub, bleibt auf diesem Computer</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>Zugriffstoken für den Hub</translation>
    </message>
    <message>
        <source>Bandwidth limit</source>
        <translation>Bandbreitengrenze</translation>
    </message>
    <message>
        <source>Connections at the same time</source>
        <translation>Gleichzeitige Verbindungen</translation>
    </message>
    <message>
        <source>1 to 16; more can be faster over long distances</source>
        <translation>1 bis 16; mehr können auf weiten Strecken schneller sein</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>“system”: as the environment says; empty: none; or http://host:port, socks5://host:port</source>
        <translation>„system“: wie in der Umgebung; leer: keiner; oder http://host:port, socks5://host:port</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>This token was typed for %1 and is sent only there, not to %2. Type it again to use it for %2.</source>
        <translation>Dieses Zugriffstoken wurde für %1 eingegeben und wird nur dorthin gesendet, nicht an %2. Geben Sie es erneut ein, um es für %2 zu verwenden.</translation>
    </message>
    <message>
        <source>In MB a second; a line of 100 Mbit/s carries 12.5</source>
        <translation>In MB pro Sekunde; eine Leitung mit 100 Mbit/s schafft 12,5</translation>
    </message>
    <message>
        <source>Bandwidth limit in MB a second</source>
        <translation>Bandbreitengrenze in MB pro Sekunde</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>The model wrote it. Your browser will go to:</source>
        <translation>Das Modell hat ihn geschrieben. Ihr Browser öffnet:</translation>
    </message>
    <message>
        <source>Deepwell does not open links of this kind:</source>
        <translation>Links dieser Art öffnet Deepwell nicht:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>This link is not opened</source>
        <translation>Dieser Link wird nicht geöffnet</translation>
    </message>
    <message>
        <source>Your browser will go to:</source>
        <translation>Ihr Browser öffnet:</translation>
    </message>
</context>
<context>
    <name>ListFooter</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Runs on this computer only</source>
        <translation>Läuft nur auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hide chats (Ctrl+B)</source>
        <translation>Chats ausblenden (Strg+B)</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Archivierte Chats</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Chats importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Of Deepwell, ChatGPT or Open WebUI</source>
        <translation>Aus Deepwell, ChatGPT, Open WebUI</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Alle Chats exportieren&#xa0;…</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Nothing of this kind has been noted.</source>
        <translation>Nichts dieser Art wurde vermerkt.</translation>
    </message>
    <message>
        <source>Nothing has been noted so far.</source>
        <translation>Bisher wurde nichts vermerkt.</translation>
    </message>
    <message>
        <source>What Deepwell did and what went wrong. Nothing that you or a model wrote is in it.</source>
        <translation>Was Deepwell getan hat und was schiefging. Nichts, was Sie oder ein Modell geschrieben haben, steht darin.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 – Deepwell</source>
        <translation>%1 – Deepwell</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>What Deepwell can reach, every connection that was made, where your data lies, erasing all chats</source>
        <translation>Was Deepwell erreichen kann, jede Verbindung, die es gab, wo Ihre Daten liegen, alle Chats löschen</translation>
    </message>
    <message>
        <source>Errors, warnings and messages of the program, to read and to copy</source>
        <translation>Fehler, Warnungen und Meldungen des Programms, zum Lesen und Kopieren</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Copy TeX</source>
        <translation>TeX kopieren</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Taschenmodell</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>A tiny demonstration, comes with Deepwell</source>
        <translation>Winzige Demonstration, bei Deepwell dabei</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Modelldatei öffnen&#xa0;…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>Modellordner öffnen&#xa0;…</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>Laden abbrechen</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Modell entladen</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Alle Modelle&#xa0;…</translation>
    </message>
    <message>
        <source>Preset of this model…</source>
        <translation>Voreinstellung dieses Modells&#xa0;…</translation>
    </message>
    <message>
        <source>System prompt, thinking, context, sampling</source>
        <translation>Systemprompt, Nachdenken, Kontext, Sampling</translation>
    </message>
</context>
<context>
    <name>ModelDialogs</name>
    <message>
        <source>Open model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>Modelle (*.gguf *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>%Ln weiteres anzeigen</numerusform>
            <numerusform>%Ln weitere anzeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveMenu</name>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>%1 (reading the chat again, %2 %)</source>
        <translation>%1 (Chat wird neu gelesen, %2&#xa0;%)</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Keep %1 in the library? The file stays where it is.</source>
        <translation>%1 in die Bibliothek aufnehmen? Die Datei bleibt, wo sie ist.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>PdfDocument</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Angehängt: %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>Hier gestoppt.</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
</context>
<context>
    <name>PenaltyRows</name>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe (repetition)</translation>
    </message>
    <message>
        <source>Makes tokens that came before less probable; 1: off</source>
        <translation>Macht Tokens unwahrscheinlicher, die schon vorkamen; 1: aus</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Anwesenheitsstrafe (presence)</translation>
    </message>
    <message>
        <source>The same for every token that came before, however often</source>
        <translation>Gleich für jedes Token, das schon vorkam, egal wie oft</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Häufigkeitsstrafe (frequency)</translation>
    </message>
    <message>
        <source>Grows with every time that a token came before</source>
        <translation>Wächst mit jedem Mal, das ein Token schon vorkam</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open folder: %1</source>
        <translation>Ordner öffnen: %1</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>%1: this folder cannot be made; check the rights of the one above it, or choose another with --data DIR</source>
        <translation>%1: Dieser Ordner lässt sich nicht anlegen; prüfen Sie die Rechte des übergeordneten Ordners oder wählen Sie mit --data DIR einen anderen</translation>
    </message>
</context>
<context>
    <name>PresetSheet</name>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>For %1 only; everything else as in the settings.</source>
        <translation>Nur für %1; alles andere wie in den Einstellungen.</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Zum Beispiel: Antworte in kurzen Sätzen.</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Vor der Antwort nachdenken</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Wie eingestellt</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Kontextlänge</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Kontextlänge in Tokens</translation>
    </message>
    <message>
        <source>Sampling of its own</source>
        <translation>Eigenes Sampling</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0: immer das wahrscheinlichste Token</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1: aus</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>In Tokens; ab dem nächsten Laden</translation>
    </message>
    <message>
        <source>As in the settings: %1</source>
        <translation>Wie eingestellt: %1</translation>
    </message>
    <message>
        <source>Without the instructions of the settings</source>
        <translation>Ohne die Anweisungen der Einstellungen</translation>
    </message>
    <message>
        <source>Some reasoning models answer best without a system prompt</source>
        <translation>Manche Reasoning-Modelle antworten ohne Systemprompt am besten</translation>
    </message>
    <message>
        <source>Penalties for repetition</source>
        <translation>Strafen für Wiederholung</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Where your data lies</source>
        <translation>Wo Ihre Daten liegen</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Chats are kept in one file on this computer, readable by you only. A deleted chat stays in the bin for 30 days and is then overwritten.</source>
        <translation>Chats liegen in einer Datei auf diesem Computer, die nur Sie lesen können. Ein gelöschter Chat bleibt 30 Tage im Papierkorb und wird dann überschrieben.</translation>
    </message>
    <message>
        <source>Erase all chats…</source>
        <translation>Alle Chats löschen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>QuestionTools</name>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Neuer Chat ab hier</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Ab hier löschen</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Deepwell quits when this is done. If you quit now, it is dropped, and what waits after it too.</source>
        <translation>Deepwell wird beendet, sobald das fertig ist. Wenn Sie jetzt beenden, wird es abgebrochen, und was danach wartet, auch.</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>Nicht beenden</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>Trotzdem beenden</translation>
    </message>
</context>
<context>
    <name>ReceiptSheet</name>
    <message>
        <source>How this answer was made</source>
        <translation>Wie diese Antwort entstand</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Answer again with this seed</source>
        <translation>Mit diesem Seed neu beantworten</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger anzeigen</translation>
    </message>
    <message>
        <source>Answer again with the loaded model</source>
        <translation>Mit dem geladenen Modell neu beantworten</translation>
    </message>
</context>
<context>
    <name>SandboxCard</name>
    <message>
        <source>This window cannot reach the network</source>
        <translation>Dieses Fenster kommt nicht ins Netz</translation>
    </message>
    <message>
        <source>The sandbox is switched off (--no-sandbox)</source>
        <translation>Die Sandbox ist ausgeschaltet (--no-sandbox)</translation>
    </message>
    <message>
        <source>Nothing but Deepwell&apos;s own code keeps this window off the network</source>
        <translation>Nur Deepwells eigener Code hält dieses Fenster vom Netz fern</translation>
    </message>
    <message>
        <source>Deepwell was started with --no-sandbox, which is meant for debuggers. It still connects nowhere by itself, but the kernel does not enforce that. Start it without this option.</source>
        <translation>Deepwell wurde mit --no-sandbox gestartet, gedacht für Debugger. Es verbindet sich weiterhin nirgendwohin, aber der Kernel erzwingt das nicht. Starten Sie es ohne diese Option.</translation>
    </message>
    <message>
        <source>Deepwell asked the kernel to refuse it internet sockets, without success: %1. It still connects nowhere by itself, but nothing enforces that.</source>
        <translation>Deepwell hat den Kernel gebeten, ihm Internet-Sockets zu verweigern, ohne Erfolg: %1. Es verbindet sich weiterhin nirgendwohin, aber nichts erzwingt das.</translation>
    </message>
    <message>
        <source>the filter is not in force</source>
        <translation>der Filter ist nicht in Kraft</translation>
    </message>
    <message>
        <source>Tested at %1, by asking the kernel:</source>
        <translation>Geprüft um %1, durch Fragen an den Kernel:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>The part of Deepwell that holds your chats and runs the model has given up internet sockets when it started, for good. The kernel of this computer refuses them: a fault in Deepwell, or in a model&apos;s file, cannot open a connection itself. Two doors lead out: a link that you open, after you have seen its address and confirmed it, goes to your browser; and deepwell-fetch, another program that runs only while you search or download, connects to the hub for this window and is not given your chats. Other programs on this computer are not covered.</source>
        <translation>Der Teil von Deepwell, der Ihre Chats hält und das Modell ausführt, hat beim Start endgültig auf Internet-Sockets verzichtet. Der Kernel dieses Computers verweigert sie: Ein Fehler in Deepwell oder in einer Modelldatei kann selbst keine Verbindung öffnen. Zwei Türen führen hinaus: Ein Link, den Sie öffnen, geht an Ihren Browser, nachdem Sie seine Adresse gesehen und bestätigt haben; und deepwell-fetch, ein anderes Programm, das nur läuft, während Sie suchen oder herunterladen, verbindet sich für dieses Fenster mit dem Hub und bekommt Ihre Chats nicht. Andere Programme auf diesem Computer sind nicht erfasst.</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message numerus="yes">
        <source>The best %Ln result(s)</source>
        <translation>
            <numerusform>Das beste %Ln Ergebnis</numerusform>
            <numerusform>Die besten %Ln Ergebnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln Ergebnis</numerusform>
            <numerusform>%Ln Ergebnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>No chat has these words.</source>
        <translation>Kein Chat enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln chat(s) selected</source>
        <translation>
            <numerusform>%Ln Chat ausgewählt</numerusform>
            <numerusform>%Ln Chats ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Select none (Esc)</source>
        <translation>Auswahl aufheben (Esc)</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Zurück zu den Chats</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown&#xa0;…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON&#xa0;…</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Deepwell %1</source>
        <translation>Deepwell %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>SiblingStep</name>
    <message>
        <source>Question before</source>
        <translation>Vorherige Frage</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>Vorherige Antwort</translation>
    </message>
    <message>
        <source>Question after</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Answer after</source>
        <translation>Nächste Antwort</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped before anything was written.</source>
        <translation>Gestoppt, bevor etwas geschrieben wurde.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>Interrupted: Deepwell was closed while this was being written.</source>
        <translation>Unterbrochen: Deepwell wurde währenddessen geschlossen.</translation>
    </message>
    <message>
        <source>Reached the length limit.</source>
        <translation>Längengrenze erreicht.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The context is full.</source>
        <translation>Der Kontext ist voll.</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Get %1</source>
        <translation>%1 holen</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>ThinkChip</name>
    <message>
        <source>Think</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Vor der Antwort nachdenken</translation>
    </message>
    <message>
        <source>The model thinks before it answers. Click to answer directly.</source>
        <translation>Das Modell denkt nach, bevor es antwortet. Klicken für direkte Antworten.</translation>
    </message>
    <message>
        <source>The model answers directly. Click to let it think first.</source>
        <translation>Das Modell antwortet direkt. Klicken, damit es erst nachdenkt.</translation>
    </message>
</context>
<context>
    <name>ThinkingPage</name>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Vor der Antwort nachdenken</translation>
    </message>
    <message>
        <source>Takes longer; the answers of reasoning models are better for it</source>
        <translation>Dauert länger; die Antworten von Reasoning-Modellen werden dadurch besser</translation>
    </message>
    <message>
        <source>Show the thinking</source>
        <translation>Gedanken zeigen</translation>
    </message>
    <message>
        <source>By default; a click on a message&apos;s thinking wins</source>
        <translation>Voreingestellt; ein Klick auf die Gedanken einer Nachricht geht vor</translation>
    </message>
    <message>
        <source>Until the answer begins</source>
        <translation>Bis die Antwort beginnt</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>Immer offen</translation>
    </message>
    <message>
        <source>Always folded</source>
        <translation>Immer zugeklappt</translation>
    </message>
    <message>
        <source>Not for the loaded model: its preset decides</source>
        <translation>Nicht für das geladene Modell: Seine Voreinstellung entscheidet</translation>
    </message>
</context>
<context>
    <name>ThoughtFooter</name>
    <message>
        <source>Fold the thinking</source>
        <translation>Gedanken zuklappen</translation>
    </message>
</context>
<context>
    <name>ThoughtHeader</name>
    <message>
        <source>Folds the thinking</source>
        <translation>Klappt die Gedanken zu</translation>
    </message>
    <message>
        <source>Shows the thinking</source>
        <translation>Zeigt die Gedanken</translation>
    </message>
    <message>
        <source>Show all of the thinking</source>
        <translation>Alle Gedanken zeigen</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Gedanken kopieren</translation>
    </message>
    <message>
        <source>Search in the thoughts</source>
        <translation>In den Gedanken suchen</translation>
    </message>
</context>
<context>
    <name>ThoughtTail</name>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Show chats (Ctrl+B)</source>
        <translation>Chats einblenden (Strg+B)</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Neuer Chat (Strg+N)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>TranscriptMenu</name>
    <message>
        <source>Copy selection</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Copy this part</source>
        <translation>Diesen Teil kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Gedanken kopieren</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Ganzen Chat kopieren</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt&#xa0;…</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1&#xa0;%2 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>(%n weiterer wartet)</numerusform>
            <numerusform>(%n weitere warten)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferDialogs</name>
    <message>
        <source>Export all chats</source>
        <translation>Alle Chats exportieren</translation>
    </message>
    <message>
        <source>Export chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Chats importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln chat(s)</source>
        <translation>
            <numerusform>%Ln Chat exportieren</numerusform>
            <numerusform>%Ln Chats exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported chats (*.json *.zip)</source>
        <translation>Exportierte Chats (*.json *.zip)</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Code speichern</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Deepwell</source>
        <translation>Deepwell anzeigen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ViewHeader</name>
    <message>
        <source>Back to the chats</source>
        <translation>Zurück zu den Chats</translation>
    </message>
    <message>
        <source>Erase for good?</source>
        <translation>Endgültig löschen?</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Archivierte Chats</translation>
    </message>
    <message>
        <source>Erased after 30 days</source>
        <translation>Nach 30 Tagen gelöscht</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome to Deepwell</source>
        <translation>Willkommen bei Deepwell</translation>
    </message>
    <message>
        <source>Chat with reasoning models and see them think. Everything stays on this computer. A small demonstration model is ready: write below, or get a real one.</source>
        <translation>Chatten Sie mit Reasoning-Modellen und sehen Sie ihnen beim Denken zu. Alles bleibt auf diesem Computer. Ein kleines Demomodell ist bereit: Schreiben Sie unten los oder holen Sie ein richtiges.</translation>
    </message>
    <message>
        <source>Models that fit this computer</source>
        <translation>Modelle, die zu diesem Computer passen</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>No graphics card that can run models</source>
        <translation>Keine Grafikkarte, die Modelle ausführen kann</translation>
    </message>
    <message>
        <source>For models: %1</source>
        <translation>Für Modelle: %1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>Chat beginnen</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Alle Modelle</translation>
    </message>
</context>
<context>
    <name>WrittenWithLine</name>
    <message>
        <source>Written with %1</source>
        <translation>Geschrieben mit %1</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
</context>
<context>
    <name>deepwell::AnswerProgress</name>
    <message>
        <source>Reading the chat…</source>
        <translation>Chat wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Chat wird gelesen&#xa0;… %1&#xa0;%</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt nach</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt&#xa0;…</translation>
    </message>
    <message>
        <source>Reading the chat</source>
        <translation>Chat wird gelesen</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>Die Antwort ist fertig</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Reached the length limit</source>
        <translation>Längengrenze erreicht</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>Der Kontext ist voll</translation>
    </message>
    <message>
        <source>The answer failed</source>
        <translation>Die Antwort ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentList</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) go with one message.</source>
        <translation>
            <numerusform>Höchstens %n Datei kann mit einer Nachricht gehen.</numerusform>
            <numerusform>Höchstens %n Dateien können mit einer Nachricht gehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not a file on this computer.</source>
        <translation>%1 ist keine Datei auf diesem Computer.</translation>
    </message>
    <message>
        <source>The text is too long to be attached.</source>
        <translation>Der Text ist zu lang zum Anhängen.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentReader</name>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>%1 is not a file. Attach text files or PDFs.</source>
        <translation>%1 ist keine Datei. Hängen Sie Textdateien oder PDFs an.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 has %2. Text files of up to %3 can be attached.</source>
        <translation>%1 hat %2. Textdateien bis %3 können angehängt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 is a binary file. Text files and PDFs can be attached.</source>
        <translation>%1 ist eine Binärdatei. Angehängt werden können Textdateien und PDFs.</translation>
    </message>
    <message>
        <source>%1: reading PDFs needs the program pdftotext. Install the package poppler-utils.</source>
        <translation>%1: Zum Lesen von PDFs wird das Programm pdftotext gebraucht. Installieren Sie das Paket poppler-utils.</translation>
    </message>
    <message>
        <source>%1 has %2. PDFs of up to %3 can be attached.</source>
        <translation>%1 hat %2. PDFs bis %3 können angehängt werden.</translation>
    </message>
    <message>
        <source>%1 took too long to read.</source>
        <translation>Das Lesen von %1 hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>%1 holds more than %2 of text.</source>
        <translation>%1 enthält mehr als %2 Text.</translation>
    </message>
    <message>
        <source>%1 was not read.</source>
        <translation>%1 wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>%1: the program pdftotext could not be started.</source>
        <translation>%1: Das Programm pdftotext ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>%1 could not be read as a PDF: it is damaged.</source>
        <translation>%1 konnte nicht als PDF gelesen werden: Die Datei ist beschädigt.</translation>
    </message>
    <message numerus="yes">
        <source>the first %n page(s) only</source>
        <translation>
            <numerusform>nur die erste Seite (%n)</numerusform>
            <numerusform>nur die ersten %n Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds no text: its pages are pictures, as of a scanner. Text recognition (OCR) would be needed.</source>
        <translation>%1 enthält keinen Text: Die Seiten sind Bilder, wie von einem Scanner. Dafür wäre Texterkennung (OCR) nötig.</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one and attach that.</source>
        <translation>%1 ist mit einem Passwort geschützt. Speichern Sie die Datei ohne Passwort und hängen Sie diese an.</translation>
    </message>
    <message>
        <source>%1 does not permit its text to be copied.</source>
        <translation>%1 erlaubt nicht, den Text zu kopieren.</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatSearch</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatTransfer</name>
    <message>
        <source>Writing %1…</source>
        <translation>%1 wird geschrieben&#xa0;…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>%1 wird importiert&#xa0;…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was imported.</source>
        <translation>Abgebrochen: Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>No chats are in this file.</source>
        <translation>In dieser Datei sind keine Chats.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln chat(s)</source>
        <translation>
            <numerusform>%Ln Chat importiert</numerusform>
            <numerusform>%Ln Chats importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>Abgebrochen: Keine Datei wurde geschrieben.</translation>
    </message>
    <message>
        <source>Deepwell chats %1</source>
        <translation>Deepwell-Chats %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>All chats of this file are here already.</source>
        <translation>Alle Chats dieser Datei sind schon da.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here already and were not added again</source>
        <translation>
            <numerusform>%Ln Chat war schon da und wurde nicht noch einmal hinzugefügt</numerusform>
            <numerusform>%Ln Chats waren schon da und wurden nicht noch einmal hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here in an older state; the newer one stands beside it</source>
        <translation>
            <numerusform>%Ln Chat war in einem älteren Stand schon da; der neuere steht daneben</numerusform>
            <numerusform>%Ln Chats waren in einem älteren Stand schon da; die neueren stehen daneben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) without text were skipped</source>
        <translation>
            <numerusform>%Ln Chat ohne Text wurde übersprungen</numerusform>
            <numerusform>%Ln Chats ohne Text wurden übersprungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) of an unknown form were skipped</source>
        <translation>
            <numerusform>%Ln Eintrag in unbekannter Form wurde übersprungen</numerusform>
            <numerusform>%Ln Einträge in unbekannter Form wurden übersprungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) or file(s) are not in the export; a word stands in their place</source>
        <translation>
            <numerusform>%Ln Bild oder Datei fehlt im Export; an der Stelle steht ein Wort</numerusform>
            <numerusform>%Ln Bilder oder Dateien fehlen im Export; an ihrer Stelle steht ein Wort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) are damaged, or too long, and were skipped</source>
        <translation>
            <numerusform>%Ln Eintrag ist beschädigt oder zu lang und wurde übersprungen</numerusform>
            <numerusform>%Ln Einträge sind beschädigt oder zu lang und wurden übersprungen</numerusform>
        </translation>
    </message>
    <message>
        <source>code</source>
        <comment>name of a file</comment>
        <translation>code</translation>
    </message>
</context>
<context>
    <name>deepwell::ConnectionList</name>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>keine Adresse</translation>
    </message>
</context>
<context>
    <name>deepwell::ContextMeter</name>
    <message>
        <source>The context is being counted…</source>
        <translation>Der Kontext wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used (%3 %)</source>
        <translation>%1 von %2 Tokens des Kontexts belegt (%3&#xa0;%)</translation>
    </message>
    <message numerus="yes">
        <source>This message: %n token(s)</source>
        <translation>
            <numerusform>Diese Nachricht: %n Token</numerusform>
            <numerusform>Diese Nachricht: %n Tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Conversation</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n Nachricht gelöscht</numerusform>
            <numerusform>%n Nachrichten gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>The pocket model is given the last three questions only.</source>
        <translation>Das Taschenmodell erhält nur die letzten drei Fragen.</translation>
    </message>
    <message numerus="yes">
        <source>The model is not given the first %n question(s) of this chat.</source>
        <translation>
            <numerusform>Das Modell erhält die erste Frage (%n) dieses Chats nicht.</numerusform>
            <numerusform>Das Modell erhält die ersten %n Fragen dieses Chats nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not given earlier thinking.</source>
        <translation>Frühere Gedanken erhält es nicht.</translation>
    </message>
    <message>
        <source>This is a summary of our conversation so far:</source>
        <translation>Das ist eine Zusammenfassung unseres bisherigen Gesprächs:</translation>
    </message>
    <message>
        <source>Summing up, part %1 of %2…</source>
        <translation>Zusammenfassung, Teil %1 von %2&#xa0;…</translation>
    </message>
    <message>
        <source>Summing up…</source>
        <translation>Wird zusammengefasst&#xa0;…</translation>
    </message>
</context>
<context>
    <name>deepwell::DeviceModel</name>
    <message>
        <source>Cannot be used: %1</source>
        <translation>Nicht nutzbar: %1</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>Computes on the processor · %1</source>
        <translation>Rechnet auf dem Prozessor · %1</translation>
    </message>
    <message>
        <source>Shares the processor&apos;s memory · %1</source>
        <translation>Nutzt den Speicher des Prozessors · %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>A graphics card with memory of its own, else the processor</source>
        <translation>Grafikkarte mit eigenem Speicher, sonst der Prozessor</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
</context>
<context>
    <name>deepwell::DownloadModel</name>
    <message>
        <source>The hub gives %1 only to those who have accepted its conditions. Accept them there and put your token into the settings.</source>
        <translation>Der Hub gibt %1 nur an Personen heraus, die den Bedingungen zugestimmt haben. Stimmen Sie dort zu und tragen Sie Ihr Zugriffstoken in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>The hub has no repository %1.</source>
        <translation>Der Hub hat kein Repository %1.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>Der Hub antwortete mit Status %1. Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>%1 has no file of %2 any more. Search for the model to see what it has.</source>
        <translation>%1 hat keine Datei %2 mehr. Suchen Sie das Modell, um zu sehen, was es gibt.</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again: it goes on where it stopped.</source>
        <translation>Der Download-Helfer wurde unerwartet beendet. Versuchen Sie es erneut: Es geht dort weiter, wo er aufhörte.</translation>
    </message>
</context>
<context>
    <name>deepwell::EngineHost</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>, %1 active</source>
        <translation>, %1 aktiv</translation>
    </message>
    <message>
        <source>%1 is not a file on this computer. Choose a .gguf file or a folder with safetensors.</source>
        <translation>%1 ist keine Datei auf diesem Computer. Wählen Sie eine .gguf-Datei oder einen Ordner mit safetensors.</translation>
    </message>
    <message>
        <source>%1 could not be loaded.</source>
        <translation>%1 konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>%1. The processor is used instead.</source>
        <translation>%1. Stattdessen wird der Prozessor genutzt.</translation>
    </message>
</context>
<context>
    <name>deepwell::HeaderModel</name>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
</context>
<context>
    <name>deepwell::HelperClient</name>
    <message>
        <source>This build has no download helper (deepwell-fetch).</source>
        <translation>Diesem Build fehlt der Download-Helfer (deepwell-fetch).</translation>
    </message>
</context>
<context>
    <name>deepwell::History</name>
    <message>
        <source>Chats of this run will not be kept. %1</source>
        <translation>Die Chats dieser Sitzung werden nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>%1. Restart Deepwell: it saves what can be read.</source>
        <translation>%1. Starten Sie Deepwell neu: Was lesbar ist, wird gerettet.</translation>
    </message>
    <message numerus="yes">
        <source>The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.</source>
        <translation>
            <numerusform>Der Chatverlauf war beschädigt. Was lesbar war, ist gerettet: %n Nachricht. Die beschädigte Datei bleibt als %1 erhalten.</numerusform>
            <numerusform>Der Chatverlauf war beschädigt. Was lesbar war, ist gerettet: %n Nachrichten. Die beschädigte Datei bleibt als %1 erhalten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Hub</name>
    <message>
        <source>The hub gives this only to those who have accepted its conditions. Put your token into the settings.</source>
        <translation>Der Hub gibt das nur an Personen heraus, die den Bedingungen zugestimmt haben. Tragen Sie Ihr Zugriffstoken in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>Der Hub antwortete mit Status %1. Versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>Deepwell connects only where it can keep a record of it. %1</source>
        <translation>Deepwell stellt nur Verbindungen her, die es verzeichnen kann. %1</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again.</source>
        <translation>Der Download-Helfer wurde unerwartet beendet. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 has no repository %2.</source>
        <translation>%1 hat kein Repository %2.</translation>
    </message>
</context>
<context>
    <name>deepwell::HubSearchModel</name>
    <message numerus="yes">
        <source>%1 download(s)</source>
        <translation>
            <numerusform>%1 Download</numerusform>
            <numerusform>%1 Downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 like(s)</source>
        <translation>
            <numerusform>%1 Like</numerusform>
            <numerusform>%1 Likes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::InstalledModel</name>
    <message>
        <source>%1, %2 active</source>
        <translation>%1, %2 aktiv</translation>
    </message>
</context>
<context>
    <name>deepwell::Library</name>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>%1 deleted, %2</source>
        <translation>%1 gelöscht, %2</translation>
    </message>
    <message>
        <source>%1 is not a file or folder on this computer.</source>
        <translation>%1 ist keine Datei und kein Ordner auf diesem Computer.</translation>
    </message>
    <message>
        <source>%1 is in the library already</source>
        <translation>%1 ist schon in der Bibliothek</translation>
    </message>
    <message>
        <source>%1 is not a folder that can be written to. Choose another one.</source>
        <translation>In den Ordner %1 lässt sich nicht schreiben. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>%1: only the link was deleted</source>
        <translation>%1: nur die Verknüpfung wurde gelöscht</translation>
    </message>
</context>
<context>
    <name>deepwell::MessageItem</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Thinking… %1</source>
        <translation>Denkt nach&#xa0;… %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Thought for less than a second</source>
        <translation>Weniger als eine Sekunde nachgedacht</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>%1 nachgedacht</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date, a time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Taschenmodell</translation>
    </message>
</context>
<context>
    <name>deepwell::Notifier</name>
    <message>
        <source>An answer could not be finished</source>
        <translation>Eine Antwort konnte nicht beendet werden</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>Eine Antwort ist fertig</translation>
    </message>
    <message numerus="yes">
        <source>It took %n second(s). Click to read it.</source>
        <translation>
            <numerusform>Sie dauerte %n Sekunde. Zum Lesen klicken.</numerusform>
            <numerusform>Sie dauerte %n Sekunden. Zum Lesen klicken.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>%1 is downloaded</source>
        <translation>%1 ist heruntergeladen</translation>
    </message>
    <message>
        <source>Click to see it.</source>
        <translation>Klicken, um es zu sehen.</translation>
    </message>
</context>
<context>
    <name>deepwell::Outside</name>
    <message>
        <source>Only links that begin with http:// or https:// are opened.</source>
        <translation>Geöffnet werden nur Links, die mit http:// oder https:// beginnen.</translation>
    </message>
    <message>
        <source>The link was not opened: %1</source>
        <translation>Der Link wurde nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>%1 was not shown: %2</source>
        <translation>%1 wurde nicht angezeigt: %2</translation>
    </message>
</context>
<context>
    <name>deepwell::PaletteModel</name>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Einstellungen: %1</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>In messages</source>
        <translation>In Nachrichten</translation>
    </message>
</context>
<context>
    <name>deepwell::Preferences</name>
    <message>
        <source>The token has a space or another character that tokens do not have. Nothing is downloaded until it is right.</source>
        <translation>Das Zugriffstoken enthält ein Leerzeichen oder ein anderes Zeichen, das Token nicht haben. Bis es stimmt, wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used: http://host:port or socks5://host:port was expected. Nothing is downloaded until it is right.</source>
        <translation>Die Adresse des Proxys ist nicht verwendbar: Erwartet wird http://host:port oder socks5://host:port. Bis sie stimmt, wird nichts heruntergeladen.</translation>
    </message>
</context>
<context>
    <name>deepwell::Privacy</name>
    <message>
        <source>given: programs like this one can connect</source>
        <translation>gewährt: Programme wie dieses können sich verbinden</translation>
    </message>
    <message>
        <source>refused: %1 (%2)</source>
        <translation>verweigert: %1 (%2)</translation>
    </message>
    <message>
        <source>An IPv4 socket</source>
        <translation>Ein IPv4-Socket</translation>
    </message>
    <message>
        <source>An IPv6 socket</source>
        <translation>Ein IPv6-Socket</translation>
    </message>
    <message>
        <source>Threads under the kernel&apos;s filter</source>
        <translation>Threads unter dem Filter des Kernels</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Getting rights back (NoNewPrivs)</source>
        <translation>Rechte zurückerlangen (NoNewPrivs)</translation>
    </message>
    <message>
        <source>ruled out, for programs it starts too</source>
        <translation>ausgeschlossen, auch für gestartete Programme</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>Deepwell runs without its sandbox (--no-sandbox): nothing but its own code keeps this window off the network.</source>
        <translation>Deepwell läuft ohne Sandbox (--no-sandbox): Nur sein eigener Code hält dieses Fenster vom Netz fern.</translation>
    </message>
    <message>
        <source>The kernel does not keep this window off the network: %1. See Settings, Privacy.</source>
        <translation>Der Kernel hält dieses Fenster nicht vom Netz fern: %1. Siehe Einstellungen, Datenschutz.</translation>
    </message>
    <message>
        <source>its filter is not in force</source>
        <translation>sein Filter ist nicht in Kraft</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Downloaded models</source>
        <translation>Heruntergeladene Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
</context>
<context>
    <name>deepwell::Receipt</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Beendet durch</translation>
    </message>
    <message>
        <source>Model hash (SHA-256 of sizes, beginnings and ends)</source>
        <translation>Modell-Hash (SHA-256 von Größen, Anfängen und Enden)</translation>
    </message>
    <message>
        <source>Template hash (SHA-256)</source>
        <translation>Vorlagen-Hash (SHA-256)</translation>
    </message>
    <message>
        <source>Deepwell</source>
        <translation>Deepwell</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them from the cache, %3</source>
        <translation>%1 Tokens, davon %2 aus dem Cache, %3</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>%1 tokens, %2</source>
        <translation>%1 Tokens, %2</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>%1 tokens/s, %2 in all</source>
        <translation>%1 Tokens/s, insgesamt %2</translation>
    </message>
    <message>
        <source>The model, when it was done</source>
        <translation>das Modell, als sie fertig war</translation>
    </message>
    <message>
        <source>The limit of its length</source>
        <translation>die Längengrenze</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Systemprompt</translation>
    </message>
    <message>
        <source>Made with %1. Load it to answer again.</source>
        <translation>Mit %1 gemacht. Laden Sie es, um erneut zu antworten.</translation>
    </message>
    <message>
        <source>Made with %1. Load it to get the same answer: %2 is loaded now.</source>
        <translation>Mit %1 gemacht. Laden Sie es, um dieselbe Antwort zu bekommen: Jetzt ist %2 geladen.</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>By you, after the model had written it</source>
        <translation>Von Ihnen, nachdem das Modell sie geschrieben hatte</translation>
    </message>
</context>
<context>
    <name>deepwell::SummaryWriter</name>
    <message>
        <source>Sum up the conversation below for someone who goes on with it: what was asked, what was found out and decided, and what is open. Keep names, numbers and code that matter. Write the summary only.</source>
        <translation>Fasse das folgende Gespräch für jemanden zusammen, der es fortsetzt: was gefragt wurde, was herausgefunden und entschieden wurde und was offen ist. Behalte wichtige Namen, Zahlen und Code bei. Schreibe nur die Zusammenfassung.</translation>
    </message>
    <message>
        <source>Summary of what came before:</source>
        <translation>Zusammenfassung des Bisherigen:</translation>
    </message>
    <message>
        <source>The conversation:</source>
        <translation>Das Gespräch:</translation>
    </message>
</context>
<context>
    <name>deepwell::TranscriptModel</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>deepwell::Verifier</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 has changed since it was first checked on %2.</source>
        <translation>%1 hat sich seit der ersten Prüfung am %2 geändert.</translation>
    </message>
    <message>
        <source>%1 is not what %2 published: it is damaged or was changed. Download it again.</source>
        <translation>%1 ist nicht das, was %2 veröffentlicht hat: beschädigt oder verändert. Laden Sie die Datei erneut herunter.</translation>
    </message>
    <message>
        <source>No published hash is known. What was found is noted: a later change will be seen.</source>
        <translation>Kein veröffentlichter Hashwert ist bekannt. Der gefundene ist vermerkt: Eine spätere Änderung fällt auf.</translation>
    </message>
    <message>
        <source>Unchanged since it was first checked on %1.</source>
        <translation>Unverändert seit der ersten Prüfung am %1.</translation>
    </message>
    <message>
        <source>Every byte is as %1 published it.</source>
        <translation>Jedes Byte ist so, wie %1 es veröffentlicht hat.</translation>
    </message>
</context>
<context>
    <name>deepwell::Workspace</name>
    <message>
        <source>%1 is no longer there. The pocket model is used instead.</source>
        <translation>%1 ist nicht mehr da. Stattdessen wird das Taschenmodell genutzt.</translation>
    </message>
    <message>
        <source>“%1” archived</source>
        <translation>„%1“ archiviert</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>„%1“ gelöscht</translation>
    </message>
    <message>
        <source>The history on the disk could not be opened, so nothing of it can be erased.</source>
        <translation>Der Verlauf auf der Festplatte konnte nicht geöffnet werden, deshalb kann nichts davon gelöscht werden.</translation>
    </message>
    <message>
        <source>A summary is being written in the new chat. Wait for its end, or stop it there.</source>
        <translation>Im neuen Chat wird gerade eine Zusammenfassung geschrieben. Warten Sie, bis sie fertig ist, oder stoppen Sie sie dort.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) deleted</source>
        <translation>
            <numerusform>%Ln Chat gelöscht</numerusform>
            <numerusform>%Ln Chats gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) archived</source>
        <translation>
            <numerusform>%Ln Chat archiviert</numerusform>
            <numerusform>%Ln Chats archiviert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Private, offline chat with reasoning models.</source>
        <translation>Privater Chat mit Reasoning-Modellen, ohne Internet.</translation>
    </message>
    <message>
        <source>Run the model on DEVICE this time: auto, cpu, vulkan, or one of several GPUs as in vulkan:1.</source>
        <translation>Das Modell diesmal auf DEVICE ausführen: auto, cpu, vulkan oder eine von mehreren GPUs wie vulkan:1.</translation>
    </message>
    <message>
        <source>A .gguf, a folder with safetensors, or &quot;pocket&quot;.</source>
        <translation>Eine .gguf-Datei, ein Ordner mit safetensors oder &quot;pocket&quot;.</translation>
    </message>
    <message>
        <source>Portable: keep chats, settings, models and logs below DIR.</source>
        <translation>Portabel: Chats, Einstellungen, Modelle und Protokolle unter DIR halten.</translation>
    </message>
    <message>
        <source>For work on the window: answers come from a script, not from a model; without --data, chats are thrown away at the end.</source>
        <translation>Für die Arbeit am Fenster: Antworten kommen aus einem Skript, nicht von einem Modell; ohne --data werden Chats am Ende verworfen.</translation>
    </message>
    <message>
        <source>For debuggers: leave out the kernel&apos;s filter that keeps the window off the network.</source>
        <translation>Für Debugger: den Filter des Kernels weglassen, der das Fenster vom Netz fernhält.</translation>
    </message>
</context>
</TS>
