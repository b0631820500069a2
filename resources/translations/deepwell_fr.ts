<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>AgainMenu</name>
    <message>
        <source>Again</source>
        <translation>Encore une fois</translation>
    </message>
    <message>
        <source>Without thinking</source>
        <translation>Sans réflexion</translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>Avec réflexion</translation>
    </message>
    <message>
        <source>More varied</source>
        <translation>Plus varié</translation>
    </message>
    <message>
        <source>Temperature +0.3, a new seed</source>
        <translation>Température +0,3, une nouvelle graine</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1 B</source>
        <translation>%1 Md</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
</context>
<context>
    <name>AnswerEditor</name>
    <message>
        <source>Edit the answer</source>
        <translation>Modifier la réponse</translation>
    </message>
    <message>
        <source>Saved as a variant: the answer as it was stays beside it.</source>
        <translation>Enregistrée comme variante : la réponse d’origine reste à côté.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Lecture de la discussion… %1&#x202f;%</translation>
    </message>
    <message>
        <source>Reading the chat…</source>
        <translation>Lecture de la discussion…</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copier la réponse</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Nouvelle discussion à partir d’ici</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Supprimer à partir d’ici</translation>
    </message>
    <message>
        <source>How this answer was made</source>
        <translation>Comment cette réponse a été produite</translation>
    </message>
    <message>
        <source>Answer again with…</source>
        <translation>Répondre à nouveau avec…</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Continuer la réponse</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Modifier la réponse</translation>
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
        <translation>modifiée</translation>
    </message>
</context>
<context>
    <name>AppCommands</name>
    <message>
        <source>Chat</source>
        <translation>Discussion</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Stop answering</source>
        <translation>Arrêter la réponse</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>Copier la dernière réponse</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Copier toute la discussion</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Rechercher dans la discussion</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Renommer la discussion</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Écrire un message</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Discussion suivante</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Discussion précédente</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Tout rechercher</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Rechercher dans les discussions</translation>
    </message>
    <message>
        <source>Show or hide the chats</source>
        <translation>Afficher ou masquer les discussions</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>Retour à la discussion</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Taille de texte normale</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Ouvrir un fichier de modèle</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Ouvrir un dossier de modèle</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Pin or unpin chat</source>
        <translation>Épingler ou détacher la discussion</translation>
    </message>
    <message>
        <source>Archive chat</source>
        <translation>Archiver la discussion</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>Supprimer la discussion</translation>
    </message>
    <message>
        <source>Export chat as Markdown</source>
        <translation>Exporter la discussion en Markdown</translation>
    </message>
    <message>
        <source>Export chat as PDF</source>
        <translation>Exporter la discussion en PDF</translation>
    </message>
    <message>
        <source>Export chat as JSON</source>
        <translation>Exporter la discussion en JSON</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>Afficher toutes les discussions</translation>
    </message>
    <message>
        <source>Show archived chats</source>
        <translation>Afficher les discussions archivées</translation>
    </message>
    <message>
        <source>Show the bin</source>
        <translation>Afficher la corbeille</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importer des discussions</translation>
    </message>
    <message>
        <source>Export all chats</source>
        <translation>Exporter toutes les discussions</translation>
    </message>
    <message>
        <source>Privacy: what can connect</source>
        <translation>Confidentialité&#x202f;: ce qui peut se connecter</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>Switch thinking on or off</source>
        <translation>Activer ou désactiver la réflexion</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Continuer la réponse</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Modifier la dernière question</translation>
    </message>
    <message>
        <source>How the last answer was made</source>
        <translation>Comment la dernière réponse a été produite</translation>
    </message>
    <message>
        <source>What the model is given: the context</source>
        <translation>Ce que reçoit le modèle : le contexte</translation>
    </message>
    <message>
        <source>Fork: the same chat again, to go on otherwise</source>
        <translation>Dupliquer : la même discussion, pour la poursuivre autrement</translation>
    </message>
    <message>
        <source>New chat with a summary of this one</source>
        <translation>Nouvelle discussion avec un résumé de celle-ci</translation>
    </message>
    <message>
        <source>Theme: as the desktop</source>
        <translation>Thème : comme le bureau</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Thème : clair</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Thème : sombre</translation>
    </message>
    <message>
        <source>Show the thinking until the answer begins</source>
        <translation>Montrer la réflexion jusqu’au début de la réponse</translation>
    </message>
    <message>
        <source>Show the thinking always</source>
        <translation>Toujours montrer la réflexion</translation>
    </message>
    <message>
        <source>Show the thinking folded</source>
        <translation>Montrer la réflexion repliée</translation>
    </message>
    <message>
        <source>Choose the device that the model runs on: processor or GPU</source>
        <translation>Choisir l’appareil où s’exécute le modèle : processeur ou GPU</translation>
    </message>
    <message>
        <source>Get models: catalog and search</source>
        <translation>Obtenir des modèles : catalogue et recherche</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Décharger le modèle</translation>
    </message>
    <message>
        <source>Instructions for all models: the system prompt</source>
        <translation>Instructions pour tous les modèles&#x202f;: le prompt système</translation>
    </message>
    <message>
        <source>Preset of this model: system prompt, thinking, sampling</source>
        <translation>Préréglage de ce modèle&#x202f;: prompt système, réflexion, échantillonnage</translation>
    </message>
    <message>
        <source>Instructions for this chat: a system prompt of its own</source>
        <translation>Instructions pour cette discussion&#x202f;: un prompt système propre</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>Modifier la dernière réponse</translation>
    </message>
</context>
<context>
    <name>ArrivalBar</name>
    <message numerus="yes">
        <source>%n model(s) are downloaded.</source>
        <translation>
            <numerusform>%n modèle est téléchargé.</numerusform>
            <numerusform>%n modèles sont téléchargés.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is downloaded.</source>
        <translation>%1 est téléchargé.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Use it now</source>
        <translation>L’utiliser maintenant</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>BinMenu</name>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Effacer définitivement…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Sélectionner</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+clic</translation>
    </message>
</context>
<context>
    <name>CatalogRow</name>
    <message>
        <source>recommended for this computer</source>
        <translation>recommandé pour cet ordinateur</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installé</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Recommandé</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installé</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>Download %1 in %2, about %3</source>
        <translation>Télécharger %1 en %2, environ %3</translation>
    </message>
    <message>
        <source>Other quantisations of %1</source>
        <translation>Autres quantifications de %1</translation>
    </message>
    <message>
        <source>Fits best</source>
        <translation>Le mieux adapté</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Nouvelle discussion (Ctrl+N)</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Your chats will be here.</source>
        <translation>Vos discussions apparaîtront ici.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Folders, archive, bin, import and export</source>
        <translation>Dossiers, archives, corbeille, import et export</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>La corbeille est vide.</translation>
    </message>
    <message>
        <source>No chat is archived.</source>
        <translation>Aucune discussion n’est archivée.</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Unpin</source>
        <translation>Détacher</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Retour aux discussions</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Sélectionner</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+clic</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Jump to latest</source>
        <translation>Aller à la fin</translation>
    </message>
    <message>
        <source>Answer the last message</source>
        <translation>Répondre au dernier message</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>Chargement de %1… %2&#x202f;%</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Aucun modèle chargé</translation>
    </message>
    <message>
        <source>Answers can be wrong. Check what matters.</source>
        <translation>Les réponses peuvent être fausses. Vérifiez ce qui compte.</translation>
    </message>
    <message>
        <source>Opening the chat…</source>
        <translation>Ouverture de la discussion…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Joindre des fichiers</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>This chat is in the bin.</source>
        <translation>Cette discussion est dans la corbeille.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>%1, answering</source>
        <translation>%1, réponse en cours</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nom de la discussion</translation>
    </message>
    <message>
        <source>%1, new answer</source>
        <translation>%1, nouvelle réponse</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>Plus d’actions pour «&#x202f;%1&#x202f;»</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copier le code</translation>
    </message>
    <message>
        <source>Do not wrap lines</source>
        <translation>Ne pas couper les lignes</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Couper les lignes</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Enregistrer dans un fichier…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find chats, messages, commands, models and settings</source>
        <translation>Discussions, messages, commandes, modèles, réglages</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Tout rechercher</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Nothing fits these words</source>
        <translation>Rien ne correspond à ces mots</translation>
    </message>
    <message>
        <source>Messages are found by whole words or their beginnings</source>
        <translation>Les messages se trouvent par mots entiers ou débuts de mots</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open  ·  Esc close  ·  type &gt; for commands only</source>
        <translation>↑ ↓ choisir  ·  Entrée ouvrir  ·  Échap fermer  ·  &gt; commandes seules</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open</source>
        <translation>↑ ↓ choisir  ·  Entrée ouvrir</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask anything</source>
        <translation>Posez une question</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Échap pour arrêter</translation>
    </message>
    <message>
        <source>Reading files…</source>
        <translation>Lecture des fichiers…</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texte collé</translation>
    </message>
    <message>
        <source>Editing a question. The old one and its answers stay as a variant.</source>
        <translation>Vous modifiez une question. L’ancienne et ses réponses restent comme variante.</translation>
    </message>
    <message>
        <source>Cancel editing (Esc)</source>
        <translation>Annuler la modification (Échap)</translation>
    </message>
    <message>
        <source>%1 You can change it before you send it.</source>
        <translation>%1 Vous pouvez le modifier avant l’envoi.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>You have pasted a long text.</source>
        <translation>Vous avez collé un long texte.</translation>
    </message>
    <message>
        <source>Attach it as a file</source>
        <translation>Joindre comme fichier</translation>
    </message>
    <message>
        <source>Keep it in the message</source>
        <translation>Laisser dans le message</translation>
    </message>
    <message>
        <source>Ask it differently</source>
        <translation>Reformuler la question</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>Modifier la question</translation>
    </message>
    <message>
        <source>Attach text files or PDFs</source>
        <translation>Joindre des textes ou des PDF</translation>
    </message>
    <message>
        <source>Will be sent when %1 is loaded.</source>
        <translation>Sera envoyé quand %1 sera chargé.</translation>
    </message>
    <message>
        <source>Will be sent in a moment.</source>
        <translation>Sera envoyé dans un instant.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>Aucun modèle n’est chargé. Le dernier était %1.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Le recharger</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Envoyer (Entrée)</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Envoyer (Ctrl+Entrée)</translation>
    </message>
    <message>
        <source>Do not send (Esc)</source>
        <translation>Ne pas envoyer (Échap)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Arrêter (Échap)</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>%1 reçus, %2 envoyés</translation>
    </message>
    <message>
        <source>amount not known</source>
        <translation>volume inconnu</translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</source>
        <translation>
            <numerusform>%n connexion de deepwell-fetch, après un clic de votre part&#x202f;: %1 reçus, %2 envoyés.</numerusform>
            <numerusform>%n connexions de deepwell-fetch, chacune après un clic de votre part&#x202f;: %1 reçus, %2 envoyés.</numerusform>
        </translation>
    </message>
    <message>
        <source>The record is long: older connections are not shown.</source>
        <translation>Le relevé est long&#x202f;: les connexions plus anciennes ne sont pas affichées.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the record could not be read.</source>
        <translation>
            <numerusform>%n ligne du relevé n’a pas pu être lue.</numerusform>
            <numerusform>%n lignes du relevé n’ont pas pu être lues.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Vider la liste</translation>
    </message>
    <message>
        <source>No connection is on record. When you search the hub or download a model, each one is listed here.</source>
        <translation>Aucune connexion n’est enregistrée. Quand vous cherchez sur le hub ou téléchargez un modèle, chacune est listée ici.</translation>
    </message>
    <message>
        <source>The record is not complete: there were connections that could not be written into it.</source>
        <translation>Le relevé n’est pas complet&#x202f;: des connexions n’ont pas pu y être inscrites.</translation>
    </message>
    <message>
        <source>%1. Until it can be kept, nothing is searched for or downloaded.</source>
        <translation>%1. Tant que le relevé ne peut pas être tenu, rien n’est cherché ni téléchargé.</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>Lecture du registre…</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context: %1</source>
        <translation>Contexte&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>With this message the chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>Avec ce message, la discussion compte %1 jetons&#x202f;; le contexte en contient %2, et la réponse a aussi besoin de place.</translation>
    </message>
    <message>
        <source>The chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>La discussion compte %1 jetons&#x202f;; le contexte en contient %2, et la réponse a aussi besoin de place.</translation>
    </message>
    <message>
        <source>The answer has filled the context of %1 tokens. To go on, make room:</source>
        <translation>La réponse a rempli le contexte de %1 jetons. Pour continuer, faites de la place&#x202f;:</translation>
    </message>
    <message>
        <source>The chat is being counted…</source>
        <translation>Comptage de la discussion…</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used.</source>
        <translation>%1 jetons du contexte sur %2 sont utilisés.</translation>
    </message>
    <message>
        <source>What the model is given</source>
        <translation>Ce que le modèle reçoit</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>Le contexte est plein</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Shorten the message, or remove a file.</source>
        <translation>Raccourcissez le message ou retirez un fichier.</translation>
    </message>
    <message numerus="yes">
        <source>Leave out the %n oldest question(s) with their answers</source>
        <translation>
            <numerusform>Omettre la question la plus ancienne (%n) et sa réponse</numerusform>
            <numerusform>Omettre les %n plus anciennes questions et leurs réponses</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay in the chat, but the model no longer sees them; if this chat grows further, its oldest go again.</source>
        <translation>Elles restent dans la discussion, mais le modèle ne les voit plus&#x202f;; si elle grandit encore, les plus anciennes sortent à leur tour.</translation>
    </message>
    <message>
        <source>Leave out the thinking of earlier answers</source>
        <translation>Omettre la réflexion des réponses précédentes</translation>
    </message>
    <message>
        <source>Saves %1 tokens.</source>
        <translation>Économise %1 jetons.</translation>
    </message>
    <message>
        <source>A larger context: %1 tokens</source>
        <translation>Un contexte plus grand&#x202f;: %1 jetons</translation>
    </message>
    <message>
        <source>The model is loaded again.</source>
        <translation>Le modèle est rechargé.</translation>
    </message>
    <message>
        <source>Takes up to %1 of memory. The model is loaded again.</source>
        <translation>Occupe jusqu’à %1 de mémoire. Le modèle est rechargé.</translation>
    </message>
    <message>
        <source>A new chat with a summary of this one</source>
        <translation>Une nouvelle discussion avec un résumé de celle-ci</translation>
    </message>
    <message>
        <source>The model writes it; you can change it before you send it.</source>
        <translation>Le modèle le rédige&#x202f;; vous pouvez le modifier avant l’envoi.</translation>
    </message>
    <message>
        <source>Give the model the whole chat again</source>
        <translation>Redonner toute la discussion au modèle</translation>
    </message>
    <message>
        <source>Instructions for this chat…</source>
        <translation>Instructions pour cette discussion…</translation>
    </message>
    <message>
        <source>A system prompt of its own</source>
        <translation>Un prompt système propre</translation>
    </message>
    <message>
        <source>It has some of its own.</source>
        <translation>Elle a les siennes.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete %1?</source>
        <translation>Supprimer %1&#x202f;?</translation>
    </message>
    <message>
        <source>%1 downloaded this model and will no longer have it.</source>
        <translation>%1 a téléchargé ce modèle et ne l’aura plus.</translation>
    </message>
    <message>
        <source>It is loaded now and will be unloaded first.</source>
        <translation>Il est chargé et sera d’abord déchargé.</translation>
    </message>
    <message>
        <source>Delete for good, not to the trash</source>
        <translation>Supprimer définitivement, sans corbeille</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Supprimer définitivement</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>Mettre à la corbeille</translation>
    </message>
    <message>
        <source>Frees %1 at once. This cannot be undone.</source>
        <translation>Libère %1 tout de suite. Cette action est irréversible.</translation>
    </message>
    <message>
        <source>It goes to the trash. Emptying the trash frees %1.</source>
        <translation>Il est mis à la corbeille. La vider libérera %1.</translation>
    </message>
    <message>
        <source>Looking at its files…</source>
        <translation>Examen de ses fichiers…</translation>
    </message>
    <message>
        <source>Only the link goes. What it leads to stays, and no space gets free.</source>
        <translation>Seul le lien est supprimé. Ce vers quoi il mène reste, et aucun espace n’est libéré.</translation>
    </message>
</context>
<context>
    <name>DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>Icône dans la zone de notification</translation>
    </message>
    <message>
        <source>To bring the window back, or begin a new chat</source>
        <translation>Pour retrouver la fenêtre ou commencer une discussion</translation>
    </message>
    <message>
        <source>This desktop has no system tray</source>
        <translation>Ce bureau n’a pas de zone de notification</translation>
    </message>
    <message>
        <source>Closing the window keeps Deepwell running</source>
        <translation>Rester actif quand la fenêtre est fermée</translation>
    </message>
    <message>
        <source>It stays in the tray, with the model loaded and answers going on</source>
        <translation>Deepwell reste dans la zone de notification, modèle chargé, réponses en cours</translation>
    </message>
    <message>
        <source>Notify when a long answer or a download ends</source>
        <translation>Notifier la fin d’une longue réponse ou d’un téléchargement</translation>
    </message>
    <message>
        <source>If the window is not in front; of answers only if they took more than 20 seconds. The notification says nothing of the chat</source>
        <translation>Si la fenêtre n’est pas au premier plan ; pour les réponses, seulement si elles ont pris plus de 20 secondes. La notification ne dit rien de la discussion</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Run on: %1</source>
        <translation>Exécuter sur&#x202f;: %1</translation>
    </message>
    <message>
        <source>Looking for graphics cards…</source>
        <translation>Recherche de cartes graphiques…</translation>
    </message>
    <message>
        <source>No graphics card can be used</source>
        <translation>Aucune carte graphique utilisable</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Search %1</source>
        <translation>Rechercher sur %1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>“%1” on %2</source>
        <translation>«&#x202f;%1&#x202f;» sur %2</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Interrogation de %1…</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>La recherche a échoué</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>This list is part of Deepwell, its sizes are approximate. Nothing is asked of %1 until you search or download: then it says what it has and how large that is.</source>
        <translation>Cette liste fait partie de Deepwell, ses tailles sont approximatives. Rien n’est demandé à %1 avant que vous ne cherchiez ou téléchargiez : il dit alors ce qu’il a et quelle en est la taille.</translation>
    </message>
    <message>
        <source>Search %1, or paste a model&apos;s address</source>
        <translation>Rechercher sur %1, ou coller l’adresse d’un modèle</translation>
    </message>
    <message>
        <source>Format of the models</source>
        <translation>Format des modèles</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Ordre des résultats</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>Les plus téléchargés</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Les plus récents</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>Les plus aimés</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Afficher plus</translation>
    </message>
    <message>
        <source>Only repositories with GGUF files were searched. Try fewer words, or the other format.</source>
        <translation>Seuls les dépôts contenant des fichiers GGUF ont été parcourus. Essayez avec moins de mots ou avec l’autre format.</translation>
    </message>
    <message>
        <source>Only repositories with safetensors for text were searched. Try fewer words, or the other format.</source>
        <translation>Seuls les dépôts contenant des safetensors pour le texte ont été parcourus. Essayez avec moins de mots ou avec l’autre format.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Loaded</source>
        <translation>Chargé</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Charger %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>Reprendre %1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>Suspendre %1</translation>
    </message>
    <message>
        <source>Take %1 from this list</source>
        <translation>Retirer %1 de la liste</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Annuler %1</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Page du modèle</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Annuler le chargement de %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Discuter</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Commencer à discuter avec %1</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>less than a minute left</source>
        <translation>moins d’une minute restante</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>encore %n minute</numerusform>
            <numerusform>encore %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>encore %n heure</numerusform>
            <numerusform>encore %n heures</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>En attente de son tour</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Suspendu</translation>
    </message>
    <message>
        <source>Checking what was downloaded…</source>
        <translation>Vérification du téléchargement…</translation>
    </message>
    <message>
        <source>Downloaded and checked, %1</source>
        <translation>Téléchargé et vérifié, %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Asking the hub which files it has and how large they are…</source>
        <translation>On demande au hub quels fichiers il a et quelle est leur taille…</translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>The download helper is running. It ends when nothing is left to do.</source>
        <translation>L’assistant de téléchargement est actif. Il se termine dès qu’il n’a plus rien à faire.</translation>
    </message>
    <message>
        <source>Nothing is connected to the internet.</source>
        <translation>Rien n’est connecté à Internet.</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Retirer les terminés</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Rien en cours</translation>
    </message>
    <message>
        <source>Downloads can be paused, survive a power cut and are checked against the hash that the hub publishes.</source>
        <translation>Les téléchargements peuvent être suspendus, survivent à une coupure de courant et sont vérifiés avec l’empreinte publiée par le hub.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Découvrir des modèles</translation>
    </message>
    <message>
        <source>Cancel the download of %1?</source>
        <translation>Annuler le téléchargement de %1&#x202f;?</translation>
    </message>
    <message>
        <source>What was downloaded so far is deleted. A paused download keeps it.</source>
        <translation>Ce qui est déjà téléchargé sera supprimé. Un téléchargement suspendu le conserve.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Annuler le téléchargement</translation>
    </message>
</context>
<context>
    <name>DragGhost</name>
    <message>
        <source>Let go to leave it where it is</source>
        <translation>Relâchez pour la laisser où elle est</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Out of any folder</source>
        <translation>Retirer du dossier</translation>
    </message>
    <message>
        <source>Into “%1”</source>
        <translation>Dans «&#x202f;%1&#x202f;»</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s)</source>
        <translation>
            <numerusform>%Ln discussion</numerusform>
            <numerusform>%Ln discussions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files to ask about them, or a model to open it</source>
        <translation>Déposez des fichiers pour poser des questions, ou un modèle pour l’ouvrir</translation>
    </message>
    <message>
        <source>Text files and PDFs go with your message. A model is a .gguf file, or a folder with safetensors.</source>
        <translation>Les textes et les PDF accompagnent votre message. Un modèle est un fichier .gguf ou un dossier avec des safetensors.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Count letters</source>
        <translation>Compter des lettres</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>Calculer</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>Mettre en ordre</translation>
    </message>
    <message>
        <source>Reverse a word</source>
        <translation>Inverser un mot</translation>
    </message>
    <message>
        <source>What shall we think about?</source>
        <translation>À quoi allons-nous réfléchir&#x202f;?</translation>
    </message>
    <message>
        <source>You see the model think, and nothing leaves this computer.</source>
        <translation>Vous voyez le modèle réfléchir, et rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>The model that comes with Deepwell is a tiny demonstration: it calculates, sorts, spells and counts letters. For everything else, open a bigger one, such as a DeepSeek-R1 distill.</source>
        <translation>Le modèle fourni avec Deepwell est une petite démonstration, en anglais seulement&#x202f;: il calcule, trie, épelle et compte des lettres. Pour tout le reste, ouvrez-en un plus grand, par exemple un modèle distillé de DeepSeek-R1.</translation>
    </message>
    <message>
        <source>Why is the sky blue, and the sunset red?</source>
        <translation>Pourquoi le ciel est-il bleu et le coucher de soleil rouge&#x202f;?</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Expliquer</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Programmer</translation>
    </message>
    <message>
        <source>Prove that the square root of 2 is irrational.</source>
        <translation>Démontre que la racine carrée de 2 est irrationnelle.</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Démontrer</translation>
    </message>
    <message>
        <source>Plan four days in Lisbon, on foot and by tram.</source>
        <translation>Organise quatre jours à Lisbonne, à pied et en tramway.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planifier</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one, or get one that fits this computer.</source>
        <translation>Aucun modèle n’est chargé. Choisissez-en un, ou téléchargez-en un adapté à cet ordinateur.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choisir un modèle</translation>
    </message>
    <message>
        <source>Write a script that finds duplicate files.</source>
        <translation>Écris un script qui trouve les fichiers en double.</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>Aucun modèle n’est chargé. Le dernier était %1.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Le recharger</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Réponse la plus longue</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Réponse la plus longue, en jetons</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Longueur du contexte</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Longueur du contexte, en jetons</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Sampling as the model recommends</source>
        <translation>Échantillonnage recommandé par le modèle</translation>
    </message>
    <message>
        <source>Off: with the values below</source>
        <translation>Désactivé&#x202f;: avec les valeurs ci-dessous</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0&#x202f;: toujours le jeton le plus probable</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1&#x202f;: désactivé</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Always the same seed</source>
        <translation>Toujours la même graine</translation>
    </message>
    <message>
        <source>The same question then gets the same answer</source>
        <translation>La même question reçoit alors la même réponse</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Reset sampling</source>
        <translation>Réinitialiser l’échantillonnage</translation>
    </message>
    <message>
        <source>All of these as they were at first</source>
        <translation>Toutes ces valeurs comme au début</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>In tokens, thinking included</source>
        <translation>En jetons, réflexion comprise</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>En jetons&#x202f;; dès le prochain chargement</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Chargement</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>Recharger le modèle</translation>
    </message>
    <message>
        <source>The loaded one still runs with the values of before</source>
        <translation>Celui qui est chargé utilise encore les valeurs d’avant</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Recharger</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Précision du cache KV</translation>
    </message>
    <message>
        <source>What a model remembers of a chat while it answers: 8 bits take half the memory of 16, and answers can differ a little. From the next load on</source>
        <translation>Ce qu’un modèle retient de la discussion pendant qu’il répond&#x202f;: 8 bits prennent deux fois moins de mémoire que 16, et les réponses peuvent varier un peu. Dès le prochain chargement</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 bits</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 bits</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Automatic: one for each physical core, nearly always the fastest; fewer leave room for other programs. From the next load on</source>
        <translation>Automatique&#x202f;: un par cœur physique, presque toujours le plus rapide&#x202f;; moins laisse de la place aux autres programmes. Dès le prochain chargement</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>Couches sur le GPU</translation>
    </message>
    <message>
        <source>At most; the others stay in RAM. From the next load on</source>
        <translation>Au plus&#x202f;; les autres restent en RAM. Dès le prochain chargement</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>Mémoire du GPU</translation>
    </message>
    <message>
        <source>In MiB, at most; automatic is what is free, less a margin. From the next load on</source>
        <translation>En Mio, au plus&#x202f;; automatique&#x202f;: ce qui est libre, moins une marge. Dès le prochain chargement</translation>
    </message>
    <message>
        <source>Memory of the GPU in MiB</source>
        <translation>Mémoire du GPU en Mio</translation>
    </message>
</context>
<context>
    <name>EraseChatSheet</name>
    <message>
        <source>Erase this chat for good?</source>
        <translation>Effacer définitivement cette discussion&#x202f;?</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>« %1 »</translation>
    </message>
    <message>
        <source>Its messages and their words in the search index are overwritten on the disk. They cannot be brought back.</source>
        <translation>Ses messages et leurs mots dans l’index de recherche sont écrasés sur le disque. Ils ne peuvent pas être récupérés.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln chat(s) for good?</source>
        <translation>
            <numerusform>Effacer définitivement %Ln discussion ?</numerusform>
            <numerusform>Effacer définitivement %Ln discussions ?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>erase</source>
        <translation>effacer</translation>
    </message>
    <message>
        <source>Erase all chats?</source>
        <translation>Effacer toutes les discussions&#x202f;?</translation>
    </message>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>Saisissez «&#x202f;%1&#x202f;» pour continuer&#x202f;:</translation>
    </message>
    <message>
        <source>The word that confirms erasing</source>
        <translation>Le mot qui confirme l’effacement</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Erase all chats</source>
        <translation>Effacer toutes les discussions</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Effacement…</translation>
    </message>
    <message>
        <source>All chats, folders and drafts go, those in the bin and old copies of the history too. Deepwell cannot bring them back: they are overwritten where they lie. Traces can remain outside of Deepwell&apos;s reach, in backups and snapshots and in the spare cells of an SSD. Models and settings stay.</source>
        <translation>Tous les chats, dossiers et brouillons sont supprimés, y compris ceux de la corbeille et les anciennes copies de l’historique. Deepwell ne peut pas les rétablir&#x202f;: ils sont écrasés là où ils se trouvent. Des traces peuvent rester hors de portée de Deepwell, dans des sauvegardes, des instantanés et les cellules de réserve d’un SSD. Les modèles et les réglages restent.</translation>
    </message>
    <message>
        <source>Not everything could be erased: an answer or a summary is being written, or the history cannot be changed now. Stop what is being written and try again.</source>
        <translation>Tout n’a pas pu être effacé : une réponse ou un résumé est en cours d’écriture, ou l’historique ne peut pas être modifié pour le moment. Arrêtez l’écriture en cours et réessayez.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be done so</source>
        <translation>Cela n’est pas possible ainsi</translation>
    </message>
    <message>
        <source>The chat is longer than the context</source>
        <translation>La discussion dépasse le contexte</translation>
    </message>
    <message>
        <source>Something is not there</source>
        <translation>Il manque quelque chose</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>Un fichier est endommagé</translation>
    </message>
    <message>
        <source>This is not supported</source>
        <translation>Cela n’est pas pris en charge</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>La mémoire ne suffit pas</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>La lecture ou l’écriture a échoué</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>The device failed</source>
        <translation>Le périphérique a cessé de fonctionner</translation>
    </message>
    <message>
        <source>An error in Deepwell itself</source>
        <translation>Une erreur de Deepwell lui-même</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
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
        <translation>Retirer %1</translation>
    </message>
</context>
<context>
    <name>FileSheet</name>
    <message>
        <source>Copy the text</source>
        <translation>Copier le texte</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Texte de %1</translation>
    </message>
</context>
<context>
    <name>FilesSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>Fichiers de %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n part(s)</source>
        <translation>
            <numerusform>%1, %n partie</numerusform>
            <numerusform>%1, %n parties</numerusform>
        </translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>Télécharger %1, %2</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Interrogation de %1…</translation>
    </message>
    <message>
        <source>No files that Deepwell can use</source>
        <translation>Aucun fichier utilisable par Deepwell</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Téléchargement</translation>
    </message>
    <message>
        <source>The files could not be listed</source>
        <translation>Impossible de lister les fichiers</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Ouvrir les réglages</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Page du modèle</translation>
    </message>
    <message>
        <source>Search for it</source>
        <translation>Le rechercher</translation>
    </message>
    <message>
        <source>Too large for the disk: %1</source>
        <translation>Trop grand pour le disque&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Rechercher dans la discussion</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n trouvé</numerusform>
            <numerusform>%n trouvés</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Précédent (Maj+Entrée)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Suivant (Entrée)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Find in these thoughts</source>
        <translation>Rechercher dans cette réflexion</translation>
    </message>
    <message>
        <source>Only in these thoughts: search the whole chat</source>
        <translation>Seulement dans cette réflexion : rechercher dans toute la discussion</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Supprimer le dossier</translation>
    </message>
    <message>
        <source>Its chats stay</source>
        <translation>Ses discussions restent</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message numerus="yes">
        <source>Folder %1, %Ln chat(s)</source>
        <translation>
            <numerusform>Dossier %1, %Ln discussion</numerusform>
            <numerusform>Dossier %1, %Ln discussions</numerusform>
        </translation>
    </message>
    <message>
        <source>More for folder “%1”</source>
        <translation>Plus d’actions pour le dossier «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Nom du dossier</translation>
    </message>
</context>
<context>
    <name>FoldersSheet</name>
    <message>
        <source>Folders with models</source>
        <translation>Dossiers de modèles</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>Destination des téléchargements</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Your folders</source>
        <translation>Vos dossiers</translation>
    </message>
    <message>
        <source>None yet. Models in folders that you add here are used where they are.</source>
        <translation>Aucun pour l’instant. Les modèles des dossiers ajoutés ici sont utilisés là où ils sont.</translation>
    </message>
    <message>
        <source>Take %1 out of the library</source>
        <translation>Retirer %1 de la bibliothèque</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Autres logiciels</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded, without copying it</source>
        <translation>Utiliser sans copie ce que d’autres logiciels ont téléchargé</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Utiliser les téléchargements d’autres logiciels</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n modèle</numerusform>
            <numerusform>%n modèles</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: too large to be searched whole</source>
        <translation>%1&#x202f;: trop grand pour être parcouru en entier</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Illisible</translation>
    </message>
    <message>
        <source>Some folders are closed to your account. To open Ollama&apos;s, join its group (sudo usermod -aG ollama $USER) and log in again.</source>
        <translation>Certains dossiers sont fermés à votre compte. Pour ceux d’Ollama, rejoignez son groupe (sudo usermod -aG ollama $USER) et reconnectez-vous.</translation>
    </message>
    <message>
        <source>Too large to be searched whole</source>
        <translation>Trop grand pour être parcouru en entier</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>System follows the desktop</source>
        <translation>«&#x202f;Système&#x202f;» suit le bureau</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Of the messages; Ctrl and + or −</source>
        <translation>Des messages&#x202f;; Ctrl et + ou −</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Celle du bureau</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Titles by the model</source>
        <translation>Titres par le modèle</translation>
    </message>
    <message>
        <source>The loaded model names a new chat while it has nothing else to do; the pocket model cannot. Off: by the first line</source>
        <translation>Le modèle chargé nomme une nouvelle discussion quand il n’a rien d’autre à faire&#x202f;; le modèle de poche en est incapable. Désactivé&#x202f;: d’après la première ligne</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>Instructions for all models</source>
        <translation>Instructions pour tous les modèles</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Par exemple&#x202f;: Réponds par des phrases courtes.</translation>
    </message>
    <message>
        <source>The system prompt: what a model is told before every chat. A model&apos;s preset can have another one</source>
        <translation>Le prompt système&#x202f;: ce qui est dit à un modèle avant chaque discussion. Le préréglage d’un modèle peut en avoir un autre</translation>
    </message>
    <message>
        <source>Send messages with</source>
        <translation>Envoyer les messages avec</translation>
    </message>
    <message>
        <source>Shift+Enter always makes a new line; where Ctrl+Enter sends, Enter does too</source>
        <translation>Maj+Entrée fait toujours une nouvelle ligne ; si Ctrl+Entrée envoie, Entrée aussi</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Entrée</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Load the last model at start</source>
        <translation>Charger le dernier modèle au démarrage</translation>
    </message>
    <message>
        <source>Off: the window opens without a model, and offers it</source>
        <translation>Désactivé : la fenêtre s’ouvre sans modèle et le propose</translation>
    </message>
</context>
<context>
    <name>HeaderSheet</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Search metadata and tensors</source>
        <translation>Rechercher dans les métadonnées et tenseurs</translation>
    </message>
    <message>
        <source>Metadata and tensors</source>
        <translation>Métadonnées et tenseurs</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Rien ne contient ces mots.</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1, %2, %3&#x202f;: %4</translation>
    </message>
</context>
<context>
    <name>HubRow</name>
    <message>
        <source>needs a token</source>
        <translation>demande un jeton d’accès</translation>
    </message>
    <message>
        <source>Needs a token</source>
        <translation>Jeton d’accès requis</translation>
    </message>
</context>
<context>
    <name>InstalledMenu</name>
    <message>
        <source>Preset…</source>
        <translation>Préréglage…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Détails…</translation>
    </message>
    <message>
        <source>Verify SHA-256</source>
        <translation>Vérifier le SHA-256</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
</context>
<context>
    <name>InstalledNotes</name>
    <message>
        <source>Repair</source>
        <translation>Réparer</translation>
    </message>
    <message>
        <source>Downloads again only what is wrong</source>
        <translation>Ne retélécharge que ce qui est abîmé</translation>
    </message>
    <message>
        <source>Computing SHA-256… %1 %</source>
        <translation>Calcul du SHA-256… %1&#x202f;%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Search your models</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Order of the models</source>
        <translation>Ordre des modèles</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Plus récents</translation>
    </message>
    <message>
        <source>Folders with models</source>
        <translation>Dossiers de modèles</translation>
    </message>
    <message>
        <source>Add models that are on this computer</source>
        <translation>Ajouter des modèles présents sur cet ordinateur</translation>
    </message>
    <message>
        <source>Add model file…</source>
        <translation>Ajouter un fichier de modèle…</translation>
    </message>
    <message>
        <source>It stays where it is</source>
        <translation>Il reste où il est</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Models that come into it later are found too</source>
        <translation>Les modèles ajoutés plus tard sont trouvés aussi</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modèles sur cet ordinateur</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 modèle sur %n</numerusform>
            <numerusform>%1 modèles sur %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1</source>
        <translation>
            <numerusform>%n modèle, %1</numerusform>
            <numerusform>%n modèles, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Recherche de modèles…</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>Aucun modèle pour l’instant</translation>
    </message>
    <message>
        <source>Download one that fits this computer, or add a folder in which you have some. Models of LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache are found by themselves.</source>
        <translation>Téléchargez-en un adapté à cet ordinateur, ou ajoutez un dossier qui en contient. Les modèles de LM Studio, Ollama, Jan, GPT4All, llama.cpp et du cache Hugging Face sont trouvés d’eux-mêmes.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Découvrir des modèles</translation>
    </message>
    <message>
        <source>No model has these words</source>
        <translation>Aucun modèle ne contient ces mots</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
</context>
<context>
    <name>InstalledRow</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 jetons</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>chargé</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Chargé</translation>
    </message>
    <message>
        <source>Has a preset of its own</source>
        <translation>A son propre préréglage</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Plus d’actions pour %1</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Charger %1</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Décharger</translation>
    </message>
    <message>
        <source>Unload %1</source>
        <translation>Décharger %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Annuler le chargement de %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Discuter</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Commencer à discuter avec %1</translation>
    </message>
</context>
<context>
    <name>InstructionsSheet</name>
    <message>
        <source>Instructions for this chat</source>
        <translation>Instructions pour cette discussion</translation>
    </message>
    <message>
        <source>A system prompt of its own, instead of that of the model&apos;s preset or of the settings. Empty: those.</source>
        <translation>Un prompt système propre, au lieu de celui du préréglage du modèle ou des réglages. Vide&#x202f;: ceux-ci.</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Par exemple&#x202f;: Réponds par des phrases courtes.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#x202f;: %2</translation>
    </message>
    <message>
        <source>In a chat</source>
        <translation>Dans une discussion</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nouvelle ligne</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Modifier la dernière question</translation>
    </message>
    <message>
        <source>In the empty message field</source>
        <translation>Dans le champ de message vide</translation>
    </message>
    <message>
        <source>Scroll the chat</source>
        <translation>Faire défiler la discussion</translation>
    </message>
    <message>
        <source>Menu of a chat in the list</source>
        <translation>Menu d’une discussion de la liste</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>%1 could not be moved to the trash: its disk may have none. To delete it for good, choose that when you are asked.</source>
        <translation>%1 n’a pas pu être mis à la corbeille : son disque n’en a peut-être pas. Pour le supprimer définitivement, choisissez-le quand la question est posée.</translation>
    </message>
    <message>
        <source>%1 could not be deleted: %2. What was deleted before it is gone.</source>
        <translation>%1 n’a pas pu être supprimé&#x202f;: %2. Ce qui a été supprimé avant est perdu.</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Dossier des modèles</translation>
    </message>
    <message>
        <source>Added folder</source>
        <translation>Dossier ajouté</translation>
    </message>
    <message>
        <source>Needs about %1 with %2 tokens of context</source>
        <translation>Demande environ %1 avec %2 jetons de contexte</translation>
    </message>
    <message>
        <source>%1 of RAM is free</source>
        <translation>%1 de RAM libres</translation>
    </message>
    <message>
        <source>%1 of the GPU&apos;s memory is free</source>
        <translation>%1 de mémoire GPU libres</translation>
    </message>
    <message>
        <source>Fits the GPU</source>
        <translation>Tient sur GPU</translation>
    </message>
    <message>
        <source>GPU + RAM</source>
        <translation>GPU + RAM</translation>
    </message>
    <message>
        <source>Part of it runs on the processor, which is slower.</source>
        <translation>Une partie s’exécute sur le processeur, plus lent.</translation>
    </message>
    <message>
        <source>Fits in RAM</source>
        <translation>Tient en RAM</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Trop grand</translation>
    </message>
    <message>
        <source>Closing other programs may make room.</source>
        <translation>Fermer d’autres programmes peut libérer de la place.</translation>
    </message>
    <message>
        <source>Its weights would be read from the disk again and again, which is very slow.</source>
        <translation>Ses poids seraient relus sans cesse sur le disque, ce qui est très lent.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) missing: %1. Download again what is missing.</source>
        <translation>
            <numerusform>%n partie manquante&#x202f;: %1. Téléchargez à nouveau ce qui manque.</numerusform>
            <numerusform>%n parties manquantes&#x202f;: %1. Téléchargez à nouveau ce qui manque.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash, nor put back: it lies at %2 now. Move it back from there.</source>
        <translation>%1 n’a pu être ni mis à la corbeille ni remis à sa place : il se trouve maintenant ici : %2. Remettez-le à sa place depuis là.</translation>
    </message>
    <message>
        <source>Not supported: %1</source>
        <translation>Non pris en charge : %1</translation>
    </message>
    <message>
        <source>The hub describes this as %1, which Deepwell does not run: it would be refused after the download. Deepwell runs %2.</source>
        <translation>D’après le hub, il s’agit de %1, que Deepwell n’exécute pas : il serait refusé après le téléchargement. Deepwell exécute %2.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Disk with the models: %1</source>
        <translation>Disque des modèles&#x202f;: %1</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installés</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Découvrir</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
</context>
<context>
    <name>LibrarySettings</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Dossier des modèles</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Utiliser les téléchargements d’autres logiciels</translation>
    </message>
    <message>
        <source>LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache, without copying</source>
        <translation>LM Studio, Ollama, Jan, GPT4All, llama.cpp et le cache Hugging Face, sans copie</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>The address of a server that speaks the Hugging Face API; https, or http on this computer</source>
        <translation>L’adresse d’un serveur à l’API Hugging Face&#x202f;; https, ou http sur cet ordinateur</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse du hub</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton d’accès</translation>
    </message>
    <message>
        <source>For models with conditions. Sent to the hub only, kept on this computer</source>
        <translation>Pour les modèles soumis à conditions. Envoyé au hub seul, gardé sur cet ordinateur</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>Jeton d’accès au hub</translation>
    </message>
    <message>
        <source>Bandwidth limit</source>
        <translation>Limite de débit</translation>
    </message>
    <message>
        <source>Connections at the same time</source>
        <translation>Connexions simultanées</translation>
    </message>
    <message>
        <source>1 to 16; more can be faster over long distances</source>
        <translation>De 1 à 16&#x202f;; plus peut être plus rapide sur de longues distances</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>“system”: as the environment says; empty: none; or http://host:port, socks5://host:port</source>
        <translation>«&#x202f;system&#x202f;»&#x202f;: celui de l’environnement&#x202f;; vide&#x202f;: aucun&#x202f;; ou http://host:port, socks5://host:port</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>This token was typed for %1 and is sent only there, not to %2. Type it again to use it for %2.</source>
        <translation>Ce jeton d’accès a été saisi pour %1 et n’est envoyé que là, pas à %2. Saisissez-le à nouveau pour l’utiliser avec %2.</translation>
    </message>
    <message>
        <source>In MB a second; a line of 100 Mbit/s carries 12.5</source>
        <translation>En Mo par seconde ; une ligne à 100 Mbit/s en transporte 12,5</translation>
    </message>
    <message>
        <source>Bandwidth limit in MB a second</source>
        <translation>Limite de débit en Mo par seconde</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>Open this link?</source>
        <translation>Ouvrir ce lien&#x202f;?</translation>
    </message>
    <message>
        <source>The model wrote it. Your browser will go to:</source>
        <translation>Le modèle l’a écrit. Votre navigateur ira à&#x202f;:</translation>
    </message>
    <message>
        <source>Deepwell does not open links of this kind:</source>
        <translation>Deepwell n’ouvre pas les liens de ce type&#x202f;:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>This link is not opened</source>
        <translation>Ce lien n’est pas ouvert</translation>
    </message>
    <message>
        <source>Your browser will go to:</source>
        <translation>Votre navigateur ouvrira :</translation>
    </message>
</context>
<context>
    <name>ListFooter</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Runs on this computer only</source>
        <translation>Sur cet ordinateur uniquement</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Hide chats (Ctrl+B)</source>
        <translation>Masquer les discussions (Ctrl+B)</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Discussions archivées</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importer des discussions…</translation>
    </message>
    <message>
        <source>Of Deepwell, ChatGPT or Open WebUI</source>
        <translation>De Deepwell, ChatGPT ou Open WebUI</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exporter toutes les discussions…</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Nothing of this kind has been noted.</source>
        <translation>Rien de ce type n’a été noté.</translation>
    </message>
    <message>
        <source>Nothing has been noted so far.</source>
        <translation>Rien n’a été noté jusqu’ici.</translation>
    </message>
    <message>
        <source>What Deepwell did and what went wrong. Nothing that you or a model wrote is in it.</source>
        <translation>Ce que Deepwell a fait et ce qui a échoué. Rien de ce que vous ou un modèle avez écrit n’y figure.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
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
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
    <message>
        <source>What Deepwell can reach, every connection that was made, where your data lies, erasing all chats</source>
        <translation>Ce que Deepwell peut joindre, chaque connexion établie, où se trouvent vos données, effacer toutes les discussions</translation>
    </message>
    <message>
        <source>Errors, warnings and messages of the program, to read and to copy</source>
        <translation>Erreurs, avertissements et messages du programme, à lire et à copier</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Copy TeX</source>
        <translation>Copier le TeX</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>Chargement de %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Modèle de poche</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modèle&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
    <message>
        <source>A tiny demonstration, comes with Deepwell</source>
        <translation>Petite démo fournie avec Deepwell</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Ouvrir un fichier de modèle…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>Ouvrir un dossier de modèle…</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>Annuler le chargement</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Décharger le modèle</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Tous les modèles…</translation>
    </message>
    <message>
        <source>Preset of this model…</source>
        <translation>Préréglage de ce modèle…</translation>
    </message>
    <message>
        <source>System prompt, thinking, context, sampling</source>
        <translation>Prompt système, réflexion, contexte, échantillonnage</translation>
    </message>
</context>
<context>
    <name>ModelDialogs</name>
    <message>
        <source>Open model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>Modèles (*.gguf *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Ouvrir un dossier de modèle</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Afficher %Ln de plus</numerusform>
            <numerusform>Afficher %Ln de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveMenu</name>
    <message>
        <source>Move to folder</source>
        <translation>Déplacer vers un dossier</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>%1 (reading the chat again, %2 %)</source>
        <translation>%1 (relecture de la discussion, %2&#x202f;%)</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Keep %1 in the library? The file stays where it is.</source>
        <translation>Garder %1 dans la bibliothèque&#x202f;? Le fichier reste où il est.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>PdfDocument</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Joint&#x202f;: %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>Arrêté ici.</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modifiée</translation>
    </message>
</context>
<context>
    <name>PenaltyRows</name>
    <message>
        <source>Repetition penalty</source>
        <translation>Pénalité de répétition</translation>
    </message>
    <message>
        <source>Makes tokens that came before less probable; 1: off</source>
        <translation>Rend moins probables les jetons déjà apparus&#x202f;; 1&#x202f;: désactivé</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Pénalité de présence</translation>
    </message>
    <message>
        <source>The same for every token that came before, however often</source>
        <translation>La même pour chaque jeton déjà apparu, quel qu’en soit le nombre</translation>
    </message>
    <message>
        <source>off</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Pénalité de fréquence</translation>
    </message>
    <message>
        <source>Grows with every time that a token came before</source>
        <translation>Augmente à chaque apparition d’un jeton</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open folder: %1</source>
        <translation>Ouvrir le dossier&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>%1: this folder cannot be made; check the rights of the one above it, or choose another with --data DIR</source>
        <translation>%1&#x202f;: impossible de créer ce dossier&#x202f;; vérifiez les droits du dossier parent, ou choisissez-en un autre avec --data DIR</translation>
    </message>
</context>
<context>
    <name>PresetSheet</name>
    <message>
        <source>Preset</source>
        <translation>Préréglage</translation>
    </message>
    <message>
        <source>For %1 only; everything else as in the settings.</source>
        <translation>Pour %1 seulement&#x202f;; le reste comme dans les réglages.</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Par exemple&#x202f;: Réponds par des phrases courtes.</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Réfléchir avant de répondre</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Comme les réglages</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Longueur du contexte</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Longueur du contexte, en jetons</translation>
    </message>
    <message>
        <source>Sampling of its own</source>
        <translation>Échantillonnage propre</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0&#x202f;: toujours le jeton le plus probable</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1&#x202f;: désactivé</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>En jetons&#x202f;; dès le prochain chargement</translation>
    </message>
    <message>
        <source>As in the settings: %1</source>
        <translation>Comme les réglages&#x202f;: %1</translation>
    </message>
    <message>
        <source>Without the instructions of the settings</source>
        <translation>Sans les instructions des réglages</translation>
    </message>
    <message>
        <source>Some reasoning models answer best without a system prompt</source>
        <translation>Certains modèles de raisonnement répondent mieux sans prompt système</translation>
    </message>
    <message>
        <source>Penalties for repetition</source>
        <translation>Pénalités de répétition</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Where your data lies</source>
        <translation>Où se trouvent vos données</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Chats are kept in one file on this computer, readable by you only. A deleted chat stays in the bin for 30 days and is then overwritten.</source>
        <translation>Les discussions sont dans un fichier de cet ordinateur, lisible par vous seul. Une discussion supprimée reste 30 jours dans la corbeille, puis est écrasée.</translation>
    </message>
    <message>
        <source>Erase all chats…</source>
        <translation>Effacer toutes les discussions…</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Maj</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Page préc.</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Page suiv.</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>QuestionTools</name>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Nouvelle discussion à partir d’ici</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Supprimer à partir d’ici</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n jeton</numerusform>
            <numerusform>%n jetons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Deepwell quits when this is done. If you quit now, it is dropped, and what waits after it too.</source>
        <translation>Deepwell quittera quand ce sera terminé. Si vous quittez maintenant, c’est abandonné, ainsi que ce qui attend ensuite.</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>Ne pas quitter</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>Quitter quand même</translation>
    </message>
</context>
<context>
    <name>ReceiptSheet</name>
    <message>
        <source>How this answer was made</source>
        <translation>Comment cette réponse a été produite</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Answer again with this seed</source>
        <translation>Répondre à nouveau avec cette graine</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Afficher moins</translation>
    </message>
    <message>
        <source>Answer again with the loaded model</source>
        <translation>Répondre à nouveau avec le modèle chargé</translation>
    </message>
</context>
<context>
    <name>SandboxCard</name>
    <message>
        <source>This window cannot reach the network</source>
        <translation>Cette fenêtre n’a pas accès au réseau</translation>
    </message>
    <message>
        <source>The sandbox is switched off (--no-sandbox)</source>
        <translation>Le bac à sable est désactivé (--no-sandbox)</translation>
    </message>
    <message>
        <source>Nothing but Deepwell&apos;s own code keeps this window off the network</source>
        <translation>Seul le code de Deepwell tient cette fenêtre hors du réseau</translation>
    </message>
    <message>
        <source>Deepwell was started with --no-sandbox, which is meant for debuggers. It still connects nowhere by itself, but the kernel does not enforce that. Start it without this option.</source>
        <translation>Deepwell a été lancé avec --no-sandbox, prévu pour les débogueurs. Il ne se connecte toujours nulle part de lui-même, mais le noyau ne l’impose pas. Lancez-le sans cette option.</translation>
    </message>
    <message>
        <source>Deepwell asked the kernel to refuse it internet sockets, without success: %1. It still connects nowhere by itself, but nothing enforces that.</source>
        <translation>Deepwell a demandé au noyau de lui refuser les sockets Internet, sans succès&#x202f;: %1. Il ne se connecte toujours nulle part de lui-même, mais rien ne l’impose.</translation>
    </message>
    <message>
        <source>the filter is not in force</source>
        <translation>le filtre n’est pas en vigueur</translation>
    </message>
    <message>
        <source>Tested at %1, by asking the kernel:</source>
        <translation>Testé à %1, en interrogeant le noyau&#x202f;:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#x202f;: %2</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Tester à nouveau</translation>
    </message>
    <message>
        <source>The part of Deepwell that holds your chats and runs the model has given up internet sockets when it started, for good. The kernel of this computer refuses them: a fault in Deepwell, or in a model&apos;s file, cannot open a connection itself. Two doors lead out: a link that you open, after you have seen its address and confirmed it, goes to your browser; and deepwell-fetch, another program that runs only while you search or download, connects to the hub for this window and is not given your chats. Other programs on this computer are not covered.</source>
        <translation>La partie de Deepwell qui détient vos chats et exécute le modèle a renoncé pour de bon aux sockets Internet à son démarrage. Le noyau de cet ordinateur les refuse&#x202f;: une faille dans Deepwell ou dans le fichier d’un modèle ne peut pas ouvrir elle-même de connexion. Deux portes mènent dehors&#x202f;: un lien que vous ouvrez, après avoir vu et confirmé son adresse, va à votre navigateur&#x202f;; et deepwell-fetch, un autre programme qui ne tourne que pendant vos recherches et téléchargements, se connecte au hub pour cette fenêtre et ne reçoit pas vos chats. Les autres programmes de cet ordinateur ne sont pas concernés.</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Résultats de la recherche</translation>
    </message>
    <message numerus="yes">
        <source>The best %Ln result(s)</source>
        <translation>
            <numerusform>Le meilleur résultat (%Ln)</numerusform>
            <numerusform>Les %Ln meilleurs résultats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln résultat</numerusform>
            <numerusform>%Ln résultats</numerusform>
        </translation>
    </message>
    <message>
        <source>No chat has these words.</source>
        <translation>Aucune discussion ne contient ces mots.</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln chat(s) selected</source>
        <translation>
            <numerusform>%Ln discussion sélectionnée</numerusform>
            <numerusform>%Ln discussions sélectionnées</numerusform>
        </translation>
    </message>
    <message>
        <source>Select none (Esc)</source>
        <translation>Tout désélectionner (Échap)</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Déplacer vers un dossier</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Détacher</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Retour aux discussions</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Effacer définitivement…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>Deepwell %1</source>
        <translation>Deepwell %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Aucun réglage ne contient ces mots.</translation>
    </message>
</context>
<context>
    <name>SiblingStep</name>
    <message>
        <source>Question before</source>
        <translation>Question précédente</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>Réponse précédente</translation>
    </message>
    <message>
        <source>Question after</source>
        <translation>Question suivante</translation>
    </message>
    <message>
        <source>Answer after</source>
        <translation>Réponse suivante</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped before anything was written.</source>
        <translation>Arrêté avant le premier mot.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Arrêté.</translation>
    </message>
    <message>
        <source>Interrupted: Deepwell was closed while this was being written.</source>
        <translation>Interrompu&#x202f;: Deepwell a été fermé pendant la rédaction.</translation>
    </message>
    <message>
        <source>Reached the length limit.</source>
        <translation>Limite de longueur atteinte.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>The context is full.</source>
        <translation>Le contexte est plein.</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Get %1</source>
        <translation>Obtenir %1</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>Tableau</translation>
    </message>
</context>
<context>
    <name>ThinkChip</name>
    <message>
        <source>Think</source>
        <translation>Réfléchir</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Réfléchir avant de répondre</translation>
    </message>
    <message>
        <source>The model thinks before it answers. Click to answer directly.</source>
        <translation>Le modèle réfléchit avant de répondre. Cliquez pour une réponse directe.</translation>
    </message>
    <message>
        <source>The model answers directly. Click to let it think first.</source>
        <translation>Le modèle répond directement. Cliquez pour qu’il réfléchisse d’abord.</translation>
    </message>
</context>
<context>
    <name>ThinkingPage</name>
    <message>
        <source>Thinking</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Réfléchir avant de répondre</translation>
    </message>
    <message>
        <source>Takes longer; the answers of reasoning models are better for it</source>
        <translation>Plus long&#x202f;; les réponses des modèles de raisonnement y gagnent</translation>
    </message>
    <message>
        <source>Show the thinking</source>
        <translation>Afficher la réflexion</translation>
    </message>
    <message>
        <source>By default; a click on a message&apos;s thinking wins</source>
        <translation>Par défaut&#x202f;; un clic sur la réflexion d’un message l’emporte</translation>
    </message>
    <message>
        <source>Until the answer begins</source>
        <translation>Jusqu’à la réponse</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>Toujours ouverte</translation>
    </message>
    <message>
        <source>Always folded</source>
        <translation>Toujours repliée</translation>
    </message>
    <message>
        <source>Not for the loaded model: its preset decides</source>
        <translation>Pas pour le modèle chargé&#x202f;: son préréglage décide</translation>
    </message>
</context>
<context>
    <name>ThoughtFooter</name>
    <message>
        <source>Fold the thinking</source>
        <translation>Replier la réflexion</translation>
    </message>
</context>
<context>
    <name>ThoughtHeader</name>
    <message>
        <source>Folds the thinking</source>
        <translation>Replie la réflexion</translation>
    </message>
    <message>
        <source>Shows the thinking</source>
        <translation>Affiche la réflexion</translation>
    </message>
    <message>
        <source>Show all of the thinking</source>
        <translation>Afficher toute la réflexion</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Copier la réflexion</translation>
    </message>
    <message>
        <source>Search in the thoughts</source>
        <translation>Rechercher dans la réflexion</translation>
    </message>
</context>
<context>
    <name>ThoughtTail</name>
    <message>
        <source>Thinking</source>
        <translation>Réflexion</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Show chats (Ctrl+B)</source>
        <translation>Afficher les discussions (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Nouvelle discussion (Ctrl+N)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Réglages (Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>TranscriptMenu</name>
    <message>
        <source>Copy selection</source>
        <translation>Copier la sélection</translation>
    </message>
    <message>
        <source>Copy this part</source>
        <translation>Copier cette partie</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copier la réponse</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Copier la réflexion</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Copier toute la discussion</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Modifier le message</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Modifier la réponse</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1&#x202f;%2 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>(%n autre en attente)</numerusform>
            <numerusform>(%n autres en attente)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferDialogs</name>
    <message>
        <source>Export all chats</source>
        <translation>Exporter toutes les discussions</translation>
    </message>
    <message>
        <source>Export chat</source>
        <translation>Exporter la discussion</translation>
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
        <translation>Importer des discussions</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln chat(s)</source>
        <translation>
            <numerusform>Exporter %Ln discussion</numerusform>
            <numerusform>Exporter %Ln discussions</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported chats (*.json *.zip)</source>
        <translation>Discussions exportées (*.json *.zip)</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Enregistrer le code</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Deepwell</source>
        <translation>Afficher Deepwell</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ViewHeader</name>
    <message>
        <source>Back to the chats</source>
        <translation>Retour aux discussions</translation>
    </message>
    <message>
        <source>Erase for good?</source>
        <translation>Effacer définitivement&#x202f;?</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Discussions archivées</translation>
    </message>
    <message>
        <source>Erased after 30 days</source>
        <translation>Effacées après 30 jours</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vider</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Bienvenue</translation>
    </message>
    <message>
        <source>Welcome to Deepwell</source>
        <translation>Bienvenue dans Deepwell</translation>
    </message>
    <message>
        <source>Chat with reasoning models and see them think. Everything stays on this computer. A small demonstration model is ready: write below, or get a real one.</source>
        <translation>Discutez avec des modèles de raisonnement et voyez-les réfléchir. Tout reste sur cet ordinateur. Un petit modèle de démonstration est prêt&#x202f;: écrivez ci-dessous, ou obtenez-en un vrai.</translation>
    </message>
    <message>
        <source>Models that fit this computer</source>
        <translation>Modèles adaptés à cet ordinateur</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>No graphics card that can run models</source>
        <translation>Aucune carte graphique capable d’exécuter des modèles</translation>
    </message>
    <message>
        <source>For models: %1</source>
        <translation>Pour les modèles&#x202f;: %1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Tous les modèles</translation>
    </message>
</context>
<context>
    <name>WrittenWithLine</name>
    <message>
        <source>Written with %1</source>
        <translation>Écrit avec %1</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Charger %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
</context>
<context>
    <name>deepwell::AnswerProgress</name>
    <message>
        <source>Reading the chat…</source>
        <translation>Lecture de la discussion…</translation>
    </message>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Lecture de la discussion… %1&#x202f;%</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Reading the chat</source>
        <translation>Lecture de la discussion</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>La réponse est terminée</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Reached the length limit</source>
        <translation>Limite de longueur atteinte</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>Le contexte est plein</translation>
    </message>
    <message>
        <source>The answer failed</source>
        <translation>La réponse a échoué</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 jetons/s</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentList</name>
    <message>
        <source>Reading…</source>
        <translation>Lecture…</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n jeton</numerusform>
            <numerusform>%n jetons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) go with one message.</source>
        <translation>
            <numerusform>Un message peut contenir %n fichier au plus.</numerusform>
            <numerusform>Un message peut contenir %n fichiers au plus.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not a file on this computer.</source>
        <translation>%1 n’est pas un fichier de cet ordinateur.</translation>
    </message>
    <message>
        <source>The text is too long to be attached.</source>
        <translation>Le texte est trop long pour être joint.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texte collé</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentReader</name>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 n’existe plus.</translation>
    </message>
    <message>
        <source>%1 is not a file. Attach text files or PDFs.</source>
        <translation>%1 n’est pas un fichier. Joignez des fichiers texte ou des PDF.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
    <message>
        <source>%1 has %2. Text files of up to %3 can be attached.</source>
        <translation>%1 fait %2. On peut joindre des fichiers texte jusqu’à %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>Impossible de lire %1&#x202f;: %2.</translation>
    </message>
    <message>
        <source>%1 is a binary file. Text files and PDFs can be attached.</source>
        <translation>%1 est un fichier binaire. On peut joindre des fichiers texte et des PDF.</translation>
    </message>
    <message>
        <source>%1: reading PDFs needs the program pdftotext. Install the package poppler-utils.</source>
        <translation>%1&#x202f;: la lecture des PDF demande le programme pdftotext. Installez le paquet poppler-utils.</translation>
    </message>
    <message>
        <source>%1 has %2. PDFs of up to %3 can be attached.</source>
        <translation>%1 fait %2. On peut joindre des PDF jusqu’à %3.</translation>
    </message>
    <message>
        <source>%1 took too long to read.</source>
        <translation>La lecture de %1 a pris trop de temps.</translation>
    </message>
    <message>
        <source>%1 holds more than %2 of text.</source>
        <translation>%1 contient plus de %2 de texte.</translation>
    </message>
    <message>
        <source>%1 was not read.</source>
        <translation>%1 n’a pas été lu.</translation>
    </message>
    <message>
        <source>%1: the program pdftotext could not be started.</source>
        <translation>%1&#x202f;: le programme pdftotext n’a pas pu être lancé.</translation>
    </message>
    <message>
        <source>%1 could not be read as a PDF: it is damaged.</source>
        <translation>%1 n’a pas pu être lu comme PDF&#x202f;: le fichier est endommagé.</translation>
    </message>
    <message numerus="yes">
        <source>the first %n page(s) only</source>
        <translation>
            <numerusform>la première page seulement (%n)</numerusform>
            <numerusform>les %n premières pages seulement</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds no text: its pages are pictures, as of a scanner. Text recognition (OCR) would be needed.</source>
        <translation>%1 ne contient pas de texte&#x202f;: ses pages sont des images, comme d’un scanner. Il faudrait une reconnaissance de texte (OCR).</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one and attach that.</source>
        <translation>%1 est protégé par un mot de passe. Enregistrez-le sans mot de passe et joignez cette copie.</translation>
    </message>
    <message>
        <source>%1 does not permit its text to be copied.</source>
        <translation>%1 n’autorise pas la copie de son texte.</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Épinglées</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Dossiers</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatSearch</name>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatTransfer</name>
    <message>
        <source>Writing %1…</source>
        <translation>Écriture de %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Import de %1…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was imported.</source>
        <translation>Annulé&#x202f;: rien n’a été importé.</translation>
    </message>
    <message>
        <source>No chats are in this file.</source>
        <translation>Ce fichier ne contient aucune discussion.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln chat(s)</source>
        <translation>
            <numerusform>%Ln discussion importée</numerusform>
            <numerusform>%Ln discussions importées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>Annulé&#x202f;: aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>Deepwell chats %1</source>
        <translation>Discussions Deepwell %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Discussion</translation>
    </message>
    <message>
        <source>All chats of this file are here already.</source>
        <translation>Toutes les discussions de ce fichier sont déjà là.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here already and were not added again</source>
        <translation>
            <numerusform>%Ln discussion était déjà là et n’a pas été ajoutée de nouveau</numerusform>
            <numerusform>%Ln discussions étaient déjà là et n’ont pas été ajoutées de nouveau</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here in an older state; the newer one stands beside it</source>
        <translation>
            <numerusform>%Ln discussion était là dans un état plus ancien&#x202f;; la plus récente est à côté</numerusform>
            <numerusform>%Ln discussions étaient là dans un état plus ancien&#x202f;; les plus récentes sont à côté</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) without text were skipped</source>
        <translation>
            <numerusform>%Ln discussion sans texte a été ignorée</numerusform>
            <numerusform>%Ln discussions sans texte ont été ignorées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) of an unknown form were skipped</source>
        <translation>
            <numerusform>%Ln élément de forme inconnue a été ignoré</numerusform>
            <numerusform>%Ln éléments de forme inconnue ont été ignorés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) or file(s) are not in the export; a word stands in their place</source>
        <translation>
            <numerusform>%Ln image ou fichier manque dans l’export&#x202f;; un mot en tient lieu</numerusform>
            <numerusform>%Ln images ou fichiers manquent dans l’export&#x202f;; un mot en tient lieu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) are damaged, or too long, and were skipped</source>
        <translation>
            <numerusform>%Ln entrée est endommagée ou trop longue et a été ignorée</numerusform>
            <numerusform>%Ln entrées sont endommagées ou trop longues et ont été ignorées</numerusform>
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
        <translation>Téléchargement</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>aucune adresse</translation>
    </message>
</context>
<context>
    <name>deepwell::ContextMeter</name>
    <message>
        <source>The context is being counted…</source>
        <translation>Comptage du contexte…</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Aucun modèle chargé</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used (%3 %)</source>
        <translation>%1 jetons du contexte sur %2 utilisés (%3&#x202f;%)</translation>
    </message>
    <message numerus="yes">
        <source>This message: %n token(s)</source>
        <translation>
            <numerusform>Ce message&#x202f;: %n jeton</numerusform>
            <numerusform>Ce message&#x202f;: %n jetons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Conversation</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n message supprimé</numerusform>
            <numerusform>%n messages supprimés</numerusform>
        </translation>
    </message>
    <message>
        <source>The pocket model is given the last three questions only.</source>
        <translation>Le modèle de poche ne reçoit que les trois dernières questions.</translation>
    </message>
    <message numerus="yes">
        <source>The model is not given the first %n question(s) of this chat.</source>
        <translation>
            <numerusform>Le modèle ne reçoit pas la première question (%n) de cette discussion.</numerusform>
            <numerusform>Le modèle ne reçoit pas les %n premières questions de cette discussion.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not given earlier thinking.</source>
        <translation>Il ne reçoit pas les réflexions précédentes.</translation>
    </message>
    <message>
        <source>This is a summary of our conversation so far:</source>
        <translation>Voici un résumé de notre conversation jusqu’ici&#x202f;:</translation>
    </message>
    <message>
        <source>Summing up, part %1 of %2…</source>
        <translation>Résumé, partie %1 sur %2…</translation>
    </message>
    <message>
        <source>Summing up…</source>
        <translation>Résumé en cours…</translation>
    </message>
</context>
<context>
    <name>deepwell::DeviceModel</name>
    <message>
        <source>Cannot be used: %1</source>
        <translation>Inutilisable&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 libres sur %2</translation>
    </message>
    <message>
        <source>Computes on the processor · %1</source>
        <translation>Calcule sur le processeur · %1</translation>
    </message>
    <message>
        <source>Shares the processor&apos;s memory · %1</source>
        <translation>Partage la mémoire du processeur · %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>A graphics card with memory of its own, else the processor</source>
        <translation>Une carte graphique avec sa propre mémoire, sinon le processeur</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
</context>
<context>
    <name>deepwell::DownloadModel</name>
    <message>
        <source>The hub gives %1 only to those who have accepted its conditions. Accept them there and put your token into the settings.</source>
        <translation>Le hub ne fournit %1 qu’aux personnes qui ont accepté ses conditions. Acceptez-les là-bas et saisissez votre jeton d’accès dans les réglages.</translation>
    </message>
    <message>
        <source>The hub has no repository %1.</source>
        <translation>Le hub n’a pas de dépôt %1.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>Le hub a répondu avec le statut %1. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 has no file of %2 any more. Search for the model to see what it has.</source>
        <translation>%1 n’a plus de fichier %2. Recherchez le modèle pour voir ce qu’il propose.</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again: it goes on where it stopped.</source>
        <translation>L’assistant de téléchargement s’est arrêté de façon inattendue. Réessayez&#x202f;: il reprend où il s’était arrêté.</translation>
    </message>
</context>
<context>
    <name>deepwell::EngineHost</name>
    <message>
        <source>%1 parameters</source>
        <translation>paramètres&#x202f;: %1</translation>
    </message>
    <message>
        <source>, %1 active</source>
        <translation>, dont %1 actifs</translation>
    </message>
    <message>
        <source>%1 is not a file on this computer. Choose a .gguf file or a folder with safetensors.</source>
        <translation>%1 n’est pas un fichier de cet ordinateur. Choisissez un fichier .gguf ou un dossier avec des safetensors.</translation>
    </message>
    <message>
        <source>%1 could not be loaded.</source>
        <translation>%1 n’a pas pu être chargé.</translation>
    </message>
    <message>
        <source>%1. The processor is used instead.</source>
        <translation>%1. Le processeur est utilisé à la place.</translation>
    </message>
</context>
<context>
    <name>deepwell::HeaderModel</name>
    <message>
        <source>Tensors</source>
        <translation>Tenseurs</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Métadonnées</translation>
    </message>
</context>
<context>
    <name>deepwell::HelperClient</name>
    <message>
        <source>This build has no download helper (deepwell-fetch).</source>
        <translation>Cette version n’a pas d’assistant de téléchargement (deepwell-fetch).</translation>
    </message>
</context>
<context>
    <name>deepwell::History</name>
    <message>
        <source>Chats of this run will not be kept. %1</source>
        <translation>Les discussions de cette session ne seront pas conservées. %1</translation>
    </message>
    <message>
        <source>%1. Restart Deepwell: it saves what can be read.</source>
        <translation>%1. Redémarrez Deepwell&#x202f;: ce qui est lisible sera sauvé.</translation>
    </message>
    <message numerus="yes">
        <source>The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.</source>
        <translation>
            <numerusform>L’historique était endommagé. Ce qui était lisible a été sauvé&#x202f;: %n message. Le fichier endommagé est conservé sous %1.</numerusform>
            <numerusform>L’historique était endommagé. Ce qui était lisible a été sauvé&#x202f;: %n messages. Le fichier endommagé est conservé sous %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Hub</name>
    <message>
        <source>The hub gives this only to those who have accepted its conditions. Put your token into the settings.</source>
        <translation>Le hub ne le fournit qu’aux personnes qui ont accepté ses conditions. Saisissez votre jeton d’accès dans les réglages.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>Le hub a répondu avec le statut %1. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>Deepwell connects only where it can keep a record of it. %1</source>
        <translation>Deepwell ne se connecte que s’il peut en garder la trace. %1</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again.</source>
        <translation>L’assistant de téléchargement s’est arrêté de façon inattendue. Réessayez.</translation>
    </message>
    <message>
        <source>%1 has no repository %2.</source>
        <translation>%1 n’a pas de dépôt %2.</translation>
    </message>
</context>
<context>
    <name>deepwell::HubSearchModel</name>
    <message numerus="yes">
        <source>%1 download(s)</source>
        <translation>
            <numerusform>%1 téléchargement</numerusform>
            <numerusform>%1 téléchargements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 like(s)</source>
        <translation>
            <numerusform>%1 mention J’aime</numerusform>
            <numerusform>%1 mentions J’aime</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::InstalledModel</name>
    <message>
        <source>%1, %2 active</source>
        <translation>%1, dont %2 actifs</translation>
    </message>
</context>
<context>
    <name>deepwell::Library</name>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 libres sur %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>%1 deleted, %2</source>
        <translation>%1 supprimé, %2</translation>
    </message>
    <message>
        <source>%1 is not a file or folder on this computer.</source>
        <translation>%1 n’est ni un fichier ni un dossier de cet ordinateur.</translation>
    </message>
    <message>
        <source>%1 is in the library already</source>
        <translation>%1 est déjà dans la bibliothèque</translation>
    </message>
    <message>
        <source>%1 is not a folder that can be written to. Choose another one.</source>
        <translation>Impossible d’écrire dans le dossier %1. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>%1: only the link was deleted</source>
        <translation>%1&#x202f;: seul le lien a été supprimé</translation>
    </message>
</context>
<context>
    <name>deepwell::MessageItem</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 jetons/s</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n jeton</numerusform>
            <numerusform>%n jetons</numerusform>
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
        <translation>Réflexion… %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Thought for less than a second</source>
        <translation>Réflexion&#x202f;: moins d’une seconde</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>Réflexion&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date, a time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistant</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Modèle de poche</translation>
    </message>
</context>
<context>
    <name>deepwell::Notifier</name>
    <message>
        <source>An answer could not be finished</source>
        <translation>Une réponse n’a pas pu être terminée</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>Une réponse est prête</translation>
    </message>
    <message numerus="yes">
        <source>It took %n second(s). Click to read it.</source>
        <translation>
            <numerusform>En %n seconde. Cliquez pour la lire.</numerusform>
            <numerusform>En %n secondes. Cliquez pour la lire.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>%1 is downloaded</source>
        <translation>%1 est téléchargé</translation>
    </message>
    <message>
        <source>Click to see it.</source>
        <translation>Cliquez pour le voir.</translation>
    </message>
</context>
<context>
    <name>deepwell::Outside</name>
    <message>
        <source>Only links that begin with http:// or https:// are opened.</source>
        <translation>Seuls les liens commençant par http:// ou https:// sont ouverts.</translation>
    </message>
    <message>
        <source>The link was not opened: %1</source>
        <translation>Le lien n’a pas été ouvert&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 n’existe plus.</translation>
    </message>
    <message>
        <source>%1 was not shown: %2</source>
        <translation>%1 n’a pas été affiché&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>deepwell::PaletteModel</name>
    <message>
        <source>loaded</source>
        <translation>chargé</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Réglages&#x202f;: %1</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Utilisées récemment</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>In messages</source>
        <translation>Dans les messages</translation>
    </message>
</context>
<context>
    <name>deepwell::Preferences</name>
    <message>
        <source>The token has a space or another character that tokens do not have. Nothing is downloaded until it is right.</source>
        <translation>Le jeton contient une espace ou un autre caractère que les jetons n’ont pas. Rien n’est téléchargé tant qu’il n’est pas correct.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used: http://host:port or socks5://host:port was expected. Nothing is downloaded until it is right.</source>
        <translation>L’adresse du proxy est inutilisable&#x202f;: http://hôte:port ou socks5://hôte:port était attendu. Rien n’est téléchargé tant qu’elle n’est pas correcte.</translation>
    </message>
</context>
<context>
    <name>deepwell::Privacy</name>
    <message>
        <source>given: programs like this one can connect</source>
        <translation>accordé&#x202f;: un tel programme peut se connecter</translation>
    </message>
    <message>
        <source>refused: %1 (%2)</source>
        <translation>refusé&#x202f;: %1 (%2)</translation>
    </message>
    <message>
        <source>An IPv4 socket</source>
        <translation>Un socket IPv4</translation>
    </message>
    <message>
        <source>An IPv6 socket</source>
        <translation>Un socket IPv6</translation>
    </message>
    <message>
        <source>Threads under the kernel&apos;s filter</source>
        <translation>Threads sous le filtre du noyau</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Getting rights back (NoNewPrivs)</source>
        <translation>Récupérer des droits (NoNewPrivs)</translation>
    </message>
    <message>
        <source>ruled out, for programs it starts too</source>
        <translation>exclu, y compris pour les programmes lancés</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>possible</translation>
    </message>
    <message>
        <source>Deepwell runs without its sandbox (--no-sandbox): nothing but its own code keeps this window off the network.</source>
        <translation>Deepwell s’exécute sans son bac à sable (--no-sandbox)&#x202f;: seul son propre code tient cette fenêtre hors du réseau.</translation>
    </message>
    <message>
        <source>The kernel does not keep this window off the network: %1. See Settings, Privacy.</source>
        <translation>Le noyau ne tient pas cette fenêtre hors du réseau&#x202f;: %1. Voir Réglages, Confidentialité.</translation>
    </message>
    <message>
        <source>its filter is not in force</source>
        <translation>son filtre n’est pas en vigueur</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Downloaded models</source>
        <translation>Modèles téléchargés</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
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
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Matériel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Terminée par</translation>
    </message>
    <message>
        <source>Model hash (SHA-256 of sizes, beginnings and ends)</source>
        <translation>Empreinte du modèle (SHA-256 des tailles, débuts et fins)</translation>
    </message>
    <message>
        <source>Template hash (SHA-256)</source>
        <translation>Empreinte du gabarit (SHA-256)</translation>
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
        <translation>%1 jetons, dont %2 du cache, %3</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>%1 tokens, %2</source>
        <translation>%1 jetons, %2</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n jeton</numerusform>
            <numerusform>%n jetons</numerusform>
        </translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>%1 tokens/s, %2 in all</source>
        <translation>%1 jetons/s, %2 en tout</translation>
    </message>
    <message>
        <source>The model, when it was done</source>
        <translation>le modèle, une fois la réponse complète</translation>
    </message>
    <message>
        <source>The limit of its length</source>
        <translation>la limite de longueur</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Made with %1. Load it to answer again.</source>
        <translation>Faite avec %1. Chargez-le pour répondre à nouveau.</translation>
    </message>
    <message>
        <source>Made with %1. Load it to get the same answer: %2 is loaded now.</source>
        <translation>Faite avec %1. Chargez-le pour obtenir la même réponse&#x202f;: %2 est chargé en ce moment.</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>By you, after the model had written it</source>
        <translation>Par vous, après que le modèle l’a écrite</translation>
    </message>
</context>
<context>
    <name>deepwell::SummaryWriter</name>
    <message>
        <source>Sum up the conversation below for someone who goes on with it: what was asked, what was found out and decided, and what is open. Keep names, numbers and code that matter. Write the summary only.</source>
        <translation>Résume la conversation ci-dessous pour quelqu’un qui la poursuit&#x202f;: ce qui a été demandé, ce qui a été trouvé et décidé, et ce qui reste ouvert. Garde les noms, les nombres et le code importants. Écris seulement le résumé.</translation>
    </message>
    <message>
        <source>Summary of what came before:</source>
        <translation>Résumé de ce qui précède&#x202f;:</translation>
    </message>
    <message>
        <source>The conversation:</source>
        <translation>La conversation&#x202f;:</translation>
    </message>
</context>
<context>
    <name>deepwell::TranscriptModel</name>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
</context>
<context>
    <name>deepwell::Verifier</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>Impossible de lire %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>%1 has changed since it was first checked on %2.</source>
        <translation>%1 a changé depuis sa première vérification, le %2.</translation>
    </message>
    <message>
        <source>%1 is not what %2 published: it is damaged or was changed. Download it again.</source>
        <translation>%1 n’est pas ce que %2 a publié&#x202f;: le fichier est endommagé ou modifié. Téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>No published hash is known. What was found is noted: a later change will be seen.</source>
        <translation>Aucune empreinte publiée n’est connue. Celle trouvée est notée&#x202f;: un changement ultérieur se verra.</translation>
    </message>
    <message>
        <source>Unchanged since it was first checked on %1.</source>
        <translation>Inchangé depuis sa première vérification, le %1.</translation>
    </message>
    <message>
        <source>Every byte is as %1 published it.</source>
        <translation>Chaque octet est tel que %1 l’a publié.</translation>
    </message>
</context>
<context>
    <name>deepwell::Workspace</name>
    <message>
        <source>%1 is no longer there. The pocket model is used instead.</source>
        <translation>%1 n’existe plus. Le modèle de poche est utilisé à la place.</translation>
    </message>
    <message>
        <source>“%1” archived</source>
        <translation>«&#x202f;%1&#x202f;» archivée</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>«&#x202f;%1&#x202f;» supprimée</translation>
    </message>
    <message>
        <source>The history on the disk could not be opened, so nothing of it can be erased.</source>
        <translation>L’historique sur le disque n’a pas pu être ouvert : rien ne peut en être effacé.</translation>
    </message>
    <message>
        <source>A summary is being written in the new chat. Wait for its end, or stop it there.</source>
        <translation>Un résumé est en cours d’écriture dans la nouvelle discussion. Attendez sa fin, ou arrêtez-le là-bas.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) deleted</source>
        <translation>
            <numerusform>%Ln discussion supprimée</numerusform>
            <numerusform>%Ln discussions supprimées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) archived</source>
        <translation>
            <numerusform>%Ln discussion archivée</numerusform>
            <numerusform>%Ln discussions archivées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Private, offline chat with reasoning models.</source>
        <translation>Discussion privée et hors ligne avec des modèles de raisonnement.</translation>
    </message>
    <message>
        <source>Run the model on DEVICE this time: auto, cpu, vulkan, or one of several GPUs as in vulkan:1.</source>
        <translation>Exécuter cette fois le modèle sur DEVICE&#x202f;: auto, cpu, vulkan, ou un GPU parmi plusieurs comme vulkan:1.</translation>
    </message>
    <message>
        <source>A .gguf, a folder with safetensors, or &quot;pocket&quot;.</source>
        <translation>Un fichier .gguf, un dossier avec des safetensors, ou &quot;pocket&quot;.</translation>
    </message>
    <message>
        <source>Portable: keep chats, settings, models and logs below DIR.</source>
        <translation>Portable&#x202f;: garder discussions, réglages, modèles et journaux sous DIR.</translation>
    </message>
    <message>
        <source>For work on the window: answers come from a script, not from a model; without --data, chats are thrown away at the end.</source>
        <translation>Pour travailler sur la fenêtre&#x202f;: les réponses viennent d’un script, pas d’un modèle&#x202f;; sans --data, les discussions sont jetées à la fin.</translation>
    </message>
    <message>
        <source>For debuggers: leave out the kernel&apos;s filter that keeps the window off the network.</source>
        <translation>Pour les débogueurs&#x202f;: omettre le filtre du noyau qui tient la fenêtre hors du réseau.</translation>
    </message>
</context>
</TS>
