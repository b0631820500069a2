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
                                     context !== "" ? qsTr("%1 tokens").arg(context) : "", origin, wide ? date : ""].filter(Boolean).map(part => part.replace(/ /g, "\u00a0")).join("\u00a0\u00a0·  ")
    readonly property bool noted: problem !== "" || checking || (checkKind > 0 && checkKind < 5)
    signal menuRequested(Item at)       // null: where the pointer is
    signal deleteRequested()
    signal repairing()
    signal chatRequested()

    function openMenu(): void { menuRequested(more); }
    function load(): void { if (usable && !loaded && !loading) Library.load(path); }
    function use(): void { if (loaded && !loading) chatRequested(); else load(); }

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
    onDoubleClicked: use()
    Keys.onReturnPressed: use()
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
    // What most rows do not show is made for those that do.
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
                    Loader {
                        active: root.loaded
                        visible: active
                        sourceComponent: Tag {
                            objectName: "loadedTag"
                            text: qsTr("Loaded")
                            foreground: Theme.accentText
                            ground: Theme.accent
                        }
                    }
                    Loader {
                        active: root.hasPreset
                        visible: active
                        sourceComponent: Icon {
                            implicitWidth: 14
                            implicitHeight: 14
                            name: "pencil"
                            color: Theme.textFaint
                            Accessible.role: Accessible.Graphic
                            Accessible.name: qsTr("Has a preset of its own")
                        }
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
            Loader {
                active: root.wide
                visible: active
                sourceComponent: RowLayout {
                    spacing: Theme.space3

                    Badge {}
                    LoadButton {}
                }
            }
            IconButton {
                id: more

                objectName: "moreButton"
                iconName: "more"
                text: qsTr("More for %1").arg(root.name)
                onClicked: root.openMenu()
            }
        }
        Loader {
            Layout.fillWidth: true
            active: !root.wide && root.problem === ""
            visible: active
            sourceComponent: RowLayout {
                spacing: Theme.space2

                Badge {}
                Item { Layout.fillWidth: true }
                LoadButton {}
            }
        }
        Loader {
            Layout.fillWidth: true
            active: root.noted
            visible: active
            sourceComponent: InstalledNotes {
                row: root
                onRepairing: root.repairing()
            }
        }
    }
    component Badge: FitBadge {
        objectName: "fitBadge"
        kind: root.fitKind
        text: root.fitWord
        why: root.fitWhy
    }
    component LoadButton: Row {
        spacing: Theme.space1

        PushButton {
            objectName: "chatButton"
            visible: root.loaded && !root.loading
            compact: true
            kind: "primary"
            text: qsTr("Chat")
            Accessible.name: qsTr("Start chatting with %1").arg(root.name)
            onClicked: root.chatRequested()
        }
        Item {
            implicitWidth: Math.max(78, loadButton.implicitWidth)
            implicitHeight: Theme.controlHeight - 6

            PushButton {
                id: loadButton

                objectName: root.loading ? "cancelLoad" : root.loaded ? "unloadButton" : "loadButton"
                anchors.right: parent.right
                visible: root.loading || root.loaded || root.problem === ""
                compact: true
                kind: root.loading || root.loaded ? "quiet" : "plain"
                enabled: root.loading || root.loaded || root.usable
                iconName: root.loading ? "close" : ""
                text: root.loading ? qsTr("%1 %").arg(Math.floor(root.engine.progress * 100)) : root.loaded ? qsTr("Unload") : qsTr("Load")
                Accessible.name: (root.loading ? qsTr("Cancel loading %1") : root.loaded ? qsTr("Unload %1") : qsTr("Load %1")).arg(root.name)
                onClicked: if (root.loading) root.engine.cancelLoad(); else if (root.loaded) root.engine.unload(); else root.load()
            }
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: root.menuRequested(null)
    }
}
