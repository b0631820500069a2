import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Settings.Pages
import Deepwell.Style

// The models that are there.
FocusScope {
    id: root

    required property EngineHost engine
    readonly property InstalledModel models: Library.installed
    signal discoverRequested()
    signal repairing()
    signal chatRequested()   // with the model that is loaded
    signal addFileRequested()
    signal addFolderRequested()
    signal moveRequested()

    function focusSearch(): void { search.forceActiveFocus(); search.selectAll(); }
    function askToDelete(path: string): void { deletion.path = path; deletion.open(); }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            TextBox {
                id: search

                objectName: "searchModels"
                Layout.fillWidth: true
                Layout.maximumWidth: 360
                focus: true
                iconName: "search"
                placeholderText: qsTr("Search your models")
                text: root.models.filter
                onTextEdited: root.models.filter = text
                Keys.onEscapePressed: event => {
                    event.accepted = text !== "";
                    clear();
                    root.models.filter = "";
                }
                Keys.onDownPressed: list.forceActiveFocus()
            }
            Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
            ChoiceMenu {
                objectName: "modelOrder"
                Accessible.name: qsTr("Order of the models")
                current: root.models.order
                choices: [
                    { value: "name", words: qsTr("Name") },
                    { value: "size", words: qsTr("Size") },
                    { value: "date", words: qsTr("Newest") }
                ]
                onChosen: value => root.models.order = value
            }
            IconButton {
                objectName: "foldersButton"
                size: Theme.controlHeight - 2
                iconName: "folder"
                text: qsTr("Folders with models")
                onClicked: folders.open()
            }
            IconButton {
                objectName: "addButton"
                size: Theme.controlHeight - 2
                iconName: "plus"
                text: qsTr("Add models that are on this computer")
                onClicked: addMenu.popup(this, width - addMenu.width, height + 3)

                PopMenu {
                    id: addMenu

                    implicitWidth: 270

                    PopMenuItem { objectName: "addFileItem"; iconName: "file"; text: qsTr("Add model file…"); detail: qsTr("It stays where it is"); onTriggered: root.addFileRequested() }
                    PopMenuItem { objectName: "addFolderItem"; iconName: "folder"; text: qsTr("Add folder…"); detail: qsTr("Models that come into it later are found too"); detailLines: 2; onTriggered: root.addFolderRequested() }
                }
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ListView {
                id: list

                property bool keysUsed: true

                objectName: "installedList"
                anchors.fill: parent
                anchors.leftMargin: -4
                anchors.rightMargin: -10
                leftMargin: 4
                rightMargin: 10
                topMargin: 2
                bottomMargin: Theme.space5
                clip: true
                reuseItems: true
                spacing: Theme.space2
                boundsBehavior: Flickable.StopAtBounds
                model: root.models
                currentIndex: -1
                activeFocusOnTab: count > 0
                highlightFollowsCurrentItem: false
                keyNavigationEnabled: true
                ScrollBar.vertical: ScrollRail {}
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Models on this computer")
                Keys.onPressed: event => { keysUsed = true; event.accepted = false; }
                onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = indexAt(leftMargin + 4, contentY + topMargin + 12)
                onCurrentIndexChanged: if (currentIndex >= 0) positionViewAtIndex(currentIndex, ListView.Contain)

                delegate: InstalledRow {
                    id: row

                    engine: root.engine
                    focus: list.currentIndex === index
                    ring: list.activeFocus && list.keysUsed && list.currentIndex === index
                    onPressed: { list.keysUsed = false; list.currentIndex = index; }
                    onMenuRequested: at => menu.openFor(row, at)
                    onRepairing: root.repairing()
                    onChatRequested: root.chatRequested()
                    onDeleteRequested: root.askToDelete(path)
                }
                footer: Text {
                    width: list.width - 14
                    visible: root.models.total > 0
                    topPadding: Theme.space3
                    horizontalAlignment: Text.AlignHCenter
                    text: root.models.count < root.models.total ? qsTr("%1 of %n model(s)", "", root.models.total).arg(root.models.count)
                                                               : qsTr("%n model(s), %1", "", root.models.total).arg(root.models.totalSize)
                    color: Theme.textFaint
                    font.pixelSize: Theme.small
                }
            }
            StateNote {
                objectName: "lookingForModels"
                anchors.centerIn: parent
                visible: root.models.total === 0 && !Library.scanned
                working: true
                title: qsTr("Looking for models…")
            }
            StateNote {
                objectName: "noModels"
                anchors.centerIn: parent
                visible: root.models.total === 0 && Library.scanned
                title: qsTr("No models yet")
                about: qsTr("Download one that fits this computer, or add a folder in which you have some. Models of LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache are found by themselves.")
                PushButton { objectName: "discoverButton"; kind: "primary"; iconName: "search"; text: qsTr("Discover models"); onClicked: root.discoverRequested() }
                PushButton { objectName: "addFolderButton"; iconName: "folder"; text: qsTr("Add folder…"); onClicked: root.addFolderRequested() }
            }
            StateNote {
                objectName: "noHits"
                anchors.centerIn: parent
                visible: root.models.total > 0 && root.models.count === 0
                iconName: "search"
                title: qsTr("No model has these words")
                PushButton { objectName: "clearSearch"; text: qsTr("Show all"); onClicked: { search.clear(); root.models.filter = ""; } }
            }
        }
    }
    Connections {
        target: root.models

        function onReplaced(): void {
            list.currentIndex = -1;
            list.positionViewAtBeginning();
        }
    }
    InstalledMenu {
        id: menu

        onPresetRequested: presets.openFor(path, name)
        onHeaderRequested: { header.path = path; header.open(); }
        onDeleteRequested: root.askToDelete(path)
    }
    DeleteSheet { id: deletion; objectName: "deleteSheet" }
    PresetSheet { id: presets; objectName: "presetSheet" }
    HeaderSheet { id: header; objectName: "headerSheet" }
    FoldersSheet {
        id: folders

        objectName: "foldersSheet"
        onAddFolderRequested: root.addFolderRequested()
        onMoveRequested: root.moveRequested()
    }
}
