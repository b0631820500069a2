import QtQuick
import QtQuick.Dialogs
import Deepwell.Chat

// The file dialogs of export and import, made when they are first needed.
Item {
    id: root

    required property ChatTransfer transfer
    property var chats: []  // none: all
    property string format: "json"
    property string code: ""         // that is to be saved

    // `chat`: one, a list of them, or 0: all.
    function exportChat(chat: var, format: string): void {
        root.chats = Array.isArray(chat) ? chat : chat === 0 ? [] : [chat];
        root.format = format;
        save.active = true;
        save.item.currentFolder = transfer.folder();
        save.item.selectedFile = transfer.folder() + "/" + encodeURIComponent(transfer.fileName(chats.length === 1 ? chats[0] : 0, format));
        save.item.open();
    }
    function saveCode(language: string, text: string): void {
        code = text;
        saveText.active = true;
        saveText.item.currentFolder = transfer.folder();
        saveText.item.selectedFile = transfer.folder() + "/" + encodeURIComponent(transfer.codeName(language));
        saveText.item.open();
    }
    function importChats(): void {
        open.active = true;
        open.item.currentFolder = transfer.folder();
        open.item.open();
    }

    Loader {
        id: save

        active: false
        sourceComponent: FileDialog {
            title: root.chats.length === 0 ? qsTr("Export all chats") : root.chats.length > 1 ? qsTr("Export %Ln chat(s)", "", root.chats.length) : qsTr("Export chat")
            fileMode: FileDialog.SaveFile
            acceptLabel: qsTr("Save")
            defaultSuffix: root.format === "markdown" ? "md" : root.format
            nameFilters: root.format === "markdown" ? [qsTr("Markdown (*.md)")] : root.format === "pdf" ? [qsTr("PDF (*.pdf)")] : [qsTr("JSON (*.json)")]
            onAccepted: root.transfer.exportChats(root.chats, root.format, selectedFile)
        }
    }
    Loader {
        id: saveText

        objectName: "saveCodeLoader"
        active: false
        sourceComponent: FileDialog {
            title: qsTr("Save code")
            fileMode: FileDialog.SaveFile
            acceptLabel: qsTr("Save")
            nameFilters: [qsTr("All files (*)")]
            onAccepted: root.transfer.saveCode(root.code, selectedFile)
        }
    }
    Loader {
        id: open

        active: false
        sourceComponent: FileDialog {
            title: qsTr("Import chats")
            fileMode: FileDialog.OpenFiles
            nameFilters: [qsTr("Exported chats (*.json *.zip)"), qsTr("All files (*)")]
            onAccepted: root.transfer.importFiles(selectedFiles)
        }
    }
}
