import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// A model of the list: what it is, whether it fits, and what can be done with it.
ItemDelegate {
    id: root

    required property EngineHost engine
    required property int index
    required property string path
    required property string name
    required property string origin
    required property bool foreign
    required property string architecture
    required property string parameters
    required property string quantisation
    required property string size
    required property string context
    required property string date
    required property int fitKind
    required property string fitWord
    required property string fitWhy
    required property string problem
    required property bool reading
    required property bool loaded
    required property bool loading
    required property bool checking
    required property int checkKind     // as VerifyOutcome has it: 0 none, 1 matches, 2 noted, 3 changed, 4 failed
    required property string checkText
    required property string checkHash
    required property bool hasPreset
    property bool ring: false           // has the keyboard's place in the list
    readonly property bool usable: problem === "" && !reading
    readonly property bool wide: width > 640
    readonly property string facts: [parameters, architecture, size,
                                     context !== "" ? qsTr("%1 tokens").arg(context) : "", origin, wide ? date : ""].filter(Boolean).map(part => part.replace(/ /g, "\u00a0")).join("  · ")
    signal presetRequested()
    signal headerRequested()
    signal deleteRequested()
    signal repairing()

    function openMenu(): void { menu.popup(more, more.width - menu.width, more.height + 2); }
    function load(): void { if (usable && !loaded && !loading) Library.load(path); }

    objectName: "installedRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    padding: Theme.space3
    leftPadding: Theme.space3 + 2
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    text: name
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, quantisation, loaded ? qsTr("loaded") : "", problem !== "" ? problem : fitWord].filter(Boolean).join(", ")
    Accessible.description: facts
    onDoubleClicked: load()
    Keys.onReturnPressed: load()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Delete) root.deleteRequested();
        else if (event.key === Qt.Key_Menu || (event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier)) openMenu();
        else return;
        event.accepted = true;
    }

    background: Rectangle {
        radius: Theme.radius + 2
        color: root.loaded ? Theme.accentSoft : root.hovered ? Theme.hover : Theme.surface
        border.width: root.ring ? 2 : 1
        border.color: root.ring ? Theme.focus : root.loaded ? Qt.alpha(Theme.accent, 0.45) : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }
    contentItem: ColumnLayout {
        spacing: 6

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space3

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 4
                opacity: root.problem !== "" ? 0.75 : 1

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.space2

                    Text {
                        objectName: "modelTitle"
                        Layout.fillWidth: true
                        Layout.maximumWidth: implicitWidth + 1
                        text: root.name
                        textFormat: Text.PlainText
                        elide: Text.ElideMiddle
                        color: Theme.text
                        font.pixelSize: Theme.label + 1
                        font.weight: Font.DemiBold
                    }
                    Tag {
                        visible: root.quantisation !== ""
                        text: root.quantisation
                        ground: root.loaded ? Qt.alpha(Theme.accent, 0.12) : Theme.codeGround
                    }
                    Tag {
                        objectName: "loadedTag"
                        visible: root.loaded
                        text: qsTr("Loaded")
                        foreground: Theme.accentText
                        ground: Theme.accent
                    }
                    Icon {
                        visible: root.hasPreset
                        Layout.preferredWidth: 14
                        Layout.preferredHeight: 14
                        name: "pencil"
                        color: Theme.textFaint
                        Accessible.role: Accessible.Graphic
                        Accessible.name: qsTr("Has a preset of its own")
                    }
                    Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
                }
                Text {
                    objectName: "modelFacts"
                    Layout.fillWidth: true
                    text: root.reading ? qsTr("Reading…") : root.facts
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
            FitBadge {
                objectName: "fitBadge"
                visible: root.wide && kind !== 0
                kind: root.fitKind
                text: root.fitWord
                why: root.fitWhy
            }
            LoadButton {
                visible: root.wide
                row: root
            }
            IconButton {
                id: more

                objectName: "moreButton"
                iconName: "more"
                text: qsTr("More for %1").arg(root.name)
                onClicked: root.openMenu()
            }
        }
        RowLayout {
            visible: !root.wide && root.problem === ""
            Layout.fillWidth: true
            spacing: Theme.space2

            FitBadge {
                kind: root.fitKind
                text: root.fitWord
                why: root.fitWhy
            }
            Item { Layout.fillWidth: true }
            LoadButton { row: root }
        }
        NoteLine {
            objectName: "modelProblem"
            visible: root.problem !== ""
            iconName: "warning"
            foreground: Theme.danger
            text: root.problem
        }
        NoteLine {
            objectName: "checkResult"
            visible: root.checkKind > 0 && root.checkKind < 5
            iconName: root.checkKind < 3 ? "check" : "warning"
            foreground: root.checkKind === 1 ? Theme.link : root.checkKind === 2 ? Theme.textMuted : Theme.danger
            text: root.checkText + (root.checkHash !== "" ? "\nSHA-256 " + root.checkHash : "")
        }
        PushButton {
            objectName: "repairButton"
            visible: (root.checkKind === 3 || root.problem !== "") && Hub.canRepair(root.path)
            compact: true
            iconName: "download"
            text: qsTr("Repair")
            Accessible.description: qsTr("Downloads again only what is wrong")
            onClicked: if (Hub.repair(root.path)) root.repairing()
            Hint { visible: parent.hovered; text: qsTr("Downloads again only what is wrong") }
        }
        RowLayout {
            visible: root.checking
            Layout.fillWidth: true
            spacing: Theme.space2

            Text {
                text: qsTr("Computing SHA-256… %1 %").arg(Math.floor(Library.checkProgress * 100))
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            ProgressLine {
                objectName: "checkProgress"
                Layout.fillWidth: true
                value: Library.checkProgress
            }
            PushButton {
                objectName: "cancelCheck"
                compact: true
                kind: "quiet"
                text: qsTr("Cancel")
                onClicked: Library.cancelVerify()
            }
        }
    }
    component NoteLine: RowLayout {
        id: note

        property string iconName
        property color foreground
        property string text

        Layout.fillWidth: true
        spacing: Theme.space2

        Icon {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            Layout.preferredWidth: 15
            Layout.preferredHeight: 15
            name: note.iconName
            color: note.foreground
        }
        Text {
            Layout.fillWidth: true
            text: note.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: note.foreground
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
    component LoadButton: Item {
        id: slot

        required property InstalledRow row

        implicitWidth: Math.max(78, loadButton.implicitWidth)
        implicitHeight: Theme.controlHeight - 6

        PushButton {
            id: loadButton

            objectName: "loadButton"
            anchors.right: parent.right
            visible: !slot.row.loading && !slot.row.loaded && slot.row.problem === ""
            compact: true
            enabled: slot.row.usable
            text: qsTr("Load")
            Accessible.name: qsTr("Load %1").arg(slot.row.name)
            onClicked: slot.row.load()
        }
        PushButton {
            objectName: "unloadButton"
            anchors.right: parent.right
            visible: slot.row.loaded && !slot.row.loading
            compact: true
            kind: "quiet"
            text: qsTr("Unload")
            Accessible.name: qsTr("Unload %1").arg(slot.row.name)
            onClicked: slot.row.engine.unload()
        }
        PushButton {
            objectName: "cancelLoad"
            anchors.right: parent.right
            visible: slot.row.loading
            compact: true
            kind: "quiet"
            text: qsTr("%1 %").arg(Math.floor(slot.row.engine.progress * 100))
            iconName: "close"
            Accessible.name: qsTr("Cancel loading %1").arg(slot.row.name)
            onClicked: slot.row.engine.cancelLoad()
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: menu.popup()
    }
    PopMenu {
        id: menu

        objectName: "modelRowMenu"
        implicitWidth: 232

        PopMenuItem { objectName: "presetItem"; enabled: root.usable; iconName: "pencil"; text: qsTr("Preset…"); onTriggered: root.presetRequested() }
        PopMenuItem { objectName: "headerItem"; enabled: root.usable; iconName: "info"; text: qsTr("Details…"); onTriggered: root.headerRequested() }
        PopMenuItem {
            objectName: "verifyItem"
            enabled: root.size !== "" && Library.installed.checking === ""
            iconName: "check"
            text: qsTr("Verify SHA-256")
            onTriggered: Library.verify(root.path)
        }
        PopMenuSeparator {}
        PopMenuItem { objectName: "revealItem"; iconName: "folder"; text: qsTr("Show in folder"); onTriggered: Library.reveal(root.path) }
        PopMenuItem { objectName: "copyPathItem"; iconName: "copy"; text: qsTr("Copy path"); onTriggered: Library.copy(root.path) }
        PopMenuSeparator {}
        PopMenuItem { objectName: "deleteModelItem"; iconName: "trash"; danger: true; text: qsTr("Delete…"); note: qsTr("Del"); onTriggered: root.deleteRequested() }
    }
}
