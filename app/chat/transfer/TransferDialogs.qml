import QtQuick
import QtQuick.Dialogs
import Deepwell.Chat

// The file dialogs of export and import, made when they are first needed.
Item {
    id: root

    required property ChatTransfer transfer
    property var chat: 0  // 0: all
    property string format: "json"

    function exportChat(chat: var, format: string): void {
        root.chat = chat;
        root.format = format;
        save.active = true;
        save.item.currentFolder = transfer.folder();
        save.item.selectedFile = transfer.folder() + "/" + encodeURIComponent(transfer.fileName(chat, format));
        save.item.open();
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
            title: root.chat === 0 ? qsTr("Export all chats") : qsTr("Export chat")
            fileMode: FileDialog.SaveFile
            acceptLabel: qsTr("Save")
            defaultSuffix: root.format === "markdown" ? "md" : root.format
            nameFilters: root.format === "markdown" ? [qsTr("Markdown (*.md)")] : root.format === "pdf" ? [qsTr("PDF (*.pdf)")] : [qsTr("JSON (*.json)")]
            onAccepted: {
                if (root.chat === 0) root.transfer.exportAll(selectedFile);
                else root.transfer.exportChat(root.chat, root.format, selectedFile);
            }
        }
    }
    Loader {
        id: open

        active: false
        sourceComponent: FileDialog {
            title: qsTr("Import chats")
            nameFilters: [qsTr("Exported chats (*.json)"), qsTr("All files (*)")]
            onAccepted: root.transfer.importFile(selectedFile)
        }
    }
}
